// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/MessageRouter.h"

#include "engine/cluster/link/MessageKeys.h"

namespace everbounce {

MessageLane &MessageRouter::lane(QLatin1String type)
{
    auto &lane = m_lanes[type];
    if (!lane)
        lane = std::make_unique<MessageLane>();
    return *lane;
}

void MessageRouter::route(NodeId from, const QCborMap &message) const
{
    if (const auto lane = m_lanes.find(message[kType].toString()); lane != m_lanes.end())
        Q_EMIT lane->second->arrived(from, message);
}

} // namespace everbounce
