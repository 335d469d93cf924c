// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/ChaosScene.h"

namespace everbounce {

std::vector<ChaosAim> aimsAmong(NodeId self, const QList<NodeInfo> &nodes, const ViewerCounts &viewers,
                                const LastingFaults &lasting, Instant now)
{
    std::vector<ChaosAim> aims;
    for (const NodeInfo &node : nodes) {
        const bool isSound = node.state == NodeInfo::State::Alive && !lasting.lasts(node.id, now);
        const bool hasWindow = node.id == self ? viewers.ownWindow() : viewers.peerWindow(node.id);
        aims.push_back({node.id, node.name, isSound, hasWindow});
    }
    return aims;
}

} // namespace everbounce
