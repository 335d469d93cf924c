// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/EngineMain.h"

int main()
{
    using namespace everbounce;
    runEngine([](const BehaviorCode &code) -> LoadedBehavior {
        if (auto builtin = makeBuiltinBehavior(code.name.toStdString()))
            return builtin;
        return QStringLiteral("is not built in");
    });
}
