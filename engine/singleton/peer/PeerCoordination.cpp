// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/peer/PeerCoordination.h"

#include "engine/singleton/peer/PeerReplicator.h"

#include <algorithm>

namespace everbounce {

Coordination coordinateByPeers(const CoordinationNeeds &needs, QObject *parent)
{
    LeaseTimes times;
    times.lease = needs.lease;
    auto lease = std::make_unique<PeerLease>(needs.self, times, needs.transport, parent);
    auto replicator =
        std::make_unique<PeerReplicator>(needs.self, needs.horizon, *lease, needs.transport, needs.replica,
                                         needs.check, needs.stretchesTold, parent);
    return {std::move(lease), std::move(replicator)};
}

/// A silent holder must not outlast what is known ahead.
static int peerHorizon(int lease)
{
    return int(std::clamp<std::int64_t>(3 * std::int64_t(lease), 3000, 60'000));
}

const CoordinationKind &peerCoordination()
{
    static const CoordinationKind kind{
        .name = "peers",
        .form = "peers",
        .help = "peers, the nodes themselves",
        .options = {},
        .times = {.shortest = 30,
                  .longest = 60'000,
                  .step = 1,
                  .usual = 500,
                  .horizon = peerHorizon,
                  .linkPatience = {}},
        .leaseHelp = "30 to 60000. Below 500 it is longer while the holder's machine is busy. Default: 500.",
        .horizonHelp = "3000, or three times a longer --lease",
        .read = [](const QString &, const CoordinationTexts &, CoordinationSetup &) { return QString(); },
        .refuse = [](const CoordinationTexts &) { return QString(); }};
    return kind;
}

} // namespace everbounce
