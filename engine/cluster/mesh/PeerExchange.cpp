// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/PeerExchange.h"

#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/NodeProfile.h"

#include <QCborArray>

namespace everbounce {

constexpr QLatin1String kPeers("peers");

QCborMap encodePeers(const std::map<NodeId, Endpoint> &peers)
{
    QCborArray list;
    for (const auto &[id, endpoint] : peers) {
        if (list.size() < maxToldPeers)
            list.append(QCborArray{encodeNodeId(id), endpoint.address.toString(), endpoint.port});
    }
    return {{kType, kPeersType}, {kPeers, list}};
}

std::map<NodeId, Endpoint> decodePeers(const QCborMap &message, const QHostAddress &teller)
{
    std::map<NodeId, Endpoint> peers;
    const QCborArray list = message[kPeers].toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(list.size(), maxToldPeers); ++i) {
        const QCborArray item = list.at(i).toArray();
        const auto id = decodeNodeId(item.at(0));
        const QHostAddress told(item.at(1).toString());
        const qint64 port = item.at(2).toInteger();
        if (!id || told.isNull() || port < 1 || port > 65535)
            continue;
        peers[*id] = {told.isLoopback() && !teller.isLoopback() ? teller : told, quint16(port)};
    }
    return peers;
}

} // namespace everbounce
