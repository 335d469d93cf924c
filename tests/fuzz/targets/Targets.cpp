// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/targets/Targets.h"

#include <QtGlobal>

namespace everbounce::fuzz {

const std::vector<Target> &allTargets()
{
    static const std::vector<Target> targets{
        {"beacon", runBeacon},
        {"command", runCommand},
        {"engine", runEngineMessage},
        {"frames", runFrames},
        {"invitation", runInvitation},
        {"link", runLinkMessage},
        {"pairing", runPairing},
        {"plugin", runPlugin},
        {"record", runRecord},
        {"request", runRequest},
        {"ring", runRing},
        {"script", runScript},
        {"snapshot", runSnapshot},
        {"websocket", runWebSocket},
    };
    return targets;
}

void promise(bool holds, const char *words)
{
    if (!holds)
        qFatal("Broken promise: %s.", words);
}

} // namespace everbounce::fuzz
