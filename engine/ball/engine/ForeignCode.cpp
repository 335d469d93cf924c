// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/ForeignCode.h"

#include "engine/ball/engine/FileAccess.h"
#include "engine/ball/engine/SystemCalls.h"

namespace everbounce {
namespace {

using Kind = BehaviorCode::Kind;

/// A plugin's rule, which stays loaded.
class Borrowed final : public Behavior
{
public:
    explicit Borrowed(std::shared_ptr<const Behavior> lender)
        : m_lender(std::move(lender))
    {
    }

    BallState next(const BallState &state, const Box &box) const override
    {
        return m_lender->next(state, box);
    }

private:
    std::shared_ptr<const Behavior> m_lender;
};

} // namespace

void narrowThread(const FlightRequest &request)
{
    static thread_local bool done = false;
    const QStringList plugins = pluginsOf(request);
    if (!plugins.isEmpty() && !std::exchange(done, true))
        readOnlyPlugins(plugins);
}

void ForeignCode::prepareFor(const FlightRequest &request)
{
    m_pluginToCome = codeOf(request).back()->kind == Kind::Plugin;
    if (pluginsOf(request).isEmpty() || m_held != Held::Loosely)
        return;
    loadPlugins(request);
    [[maybe_unused]] const bool held = allowOnly(SystemCalls::Native); // otherwise that was said at the start
    m_held = Held::AsNative;
}

void ForeignCode::loadPlugins(const FlightRequest &request)
{
    narrowThread(request);
    for (const BehaviorCode *code : codeOf(request)) {
        if (code->kind != Kind::Plugin)
            continue;
        LoadedBehavior loaded = m_load(*code);
        if (auto *behavior = std::get_if<std::unique_ptr<Behavior>>(&loaded))
            m_plugins[code->path] = std::shared_ptr<const Behavior>(std::move(*behavior));
        else
            m_plugins[code->path] = std::get<QString>(loaded);
    }
}

LoadedBehavior ForeignCode::load(const BehaviorCode &code)
{
    switch (code.kind) {
    case Kind::Plugin:
        return borrowed(code);
    case Kind::Script:
        return loadScript(code);
    case Kind::Builtin:
        break;
    }
    return m_load(code);
}

/// Nothing of it runs before this process has dropped what it must not have. Only if a plugin flies on from
/// it in the same question does it keep what native code may do.
LoadedBehavior ForeignCode::loadScript(const BehaviorCode &code)
{
    if (m_held != Held::AsScript && !m_pluginToCome) {
        [[maybe_unused]] const bool held = allowOnly(SystemCalls::Script);
        m_held = Held::AsScript;
    }
    return m_load(code);
}

LoadedBehavior ForeignCode::borrowed(const BehaviorCode &plugin) const
{
    const auto found = m_plugins.find(plugin.path);
    if (found == m_plugins.end())
        return QStringLiteral("%1 cannot be loaded: this engine already runs other code").arg(plugin.name);
    if (const auto *why = std::get_if<QString>(&found->second))
        return *why;
    return std::make_unique<Borrowed>(std::get<std::shared_ptr<const Behavior>>(found->second));
}

} // namespace everbounce
