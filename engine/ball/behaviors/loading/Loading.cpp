// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/loading/Loading.h"

#include "engine/ball/behaviors/loading/PluginBehavior.h"
#include "engine/ball/behaviors/loading/ScriptBehavior.h"

namespace everbounce {
namespace {

LoadedBehavior loadBuiltin(const QString &name)
{
    if (auto behavior = makeBuiltinBehavior(name.toStdString()))
        return behavior;
    return QStringLiteral("%1 is not part of this program").arg(name);
}

} // namespace

LoadedBehavior loadBehavior(const BehaviorCode &code)
{
    switch (code.kind) {
    case BehaviorCode::Kind::Builtin:
        return loadBuiltin(code.name);
    case BehaviorCode::Kind::Plugin:
        return loadPlugin(code.path);
    case BehaviorCode::Kind::Script:
        return loadScript(code.name, code.source);
    }
    return QStringLiteral("%1 is of an unknown kind").arg(code.name);
}

} // namespace everbounce
