// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/RelayMessages.h"

#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/Protocol.h"

#include <QCborArray>

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kNodes("nodes");
constexpr QLatin1String kGone("gone");
constexpr QLatin1String kFrom("from");
constexpr QLatin1String kTo("to");
constexpr QLatin1String kHops("hops");
constexpr QLatin1String kBody("body");

QCborArray encodeIds(const Topology::Nodes &ids)
{
    QCborArray array;
    for (const NodeId id : ids)
        array.append(encodeNodeId(id));
    return array;
}

Topology::Nodes decodeIds(const QCborArray &array)
{
    Topology::Nodes ids;
    for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), maxLinks); ++i) {
        if (const auto id = decodeNodeId(array.at(i)))
            ids.push_back(*id);
    }
    return ids;
}

} // namespace

QCborMap encodeNeighbours(const Neighbours &neighbours)
{
    QCborMap message{{kType, kNeighboursType}};
    QCborArray nodes;
    for (const Neighbours::Item &item : neighbours.items)
        nodes.append(
            QCborArray{encodeNodeId(item.of), encodeUnsigned(item.version), encodeIds(item.neighbours)});
    if (!nodes.isEmpty())
        message.insert(kNodes, nodes);
    if (!neighbours.gone.empty())
        message.insert(kGone, encodeIds(neighbours.gone));
    return message;
}

Neighbours decodeNeighbours(const QCborMap &message)
{
    Neighbours neighbours;
    const QCborArray nodes = message[kNodes].toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(nodes.size(), maxLinks + 1); ++i) {
        const QCborArray item = nodes.at(i).toArray();
        const auto of = decodeNodeId(item.at(0));
        const auto version = decodeCount(item.at(1));
        if (of && version && item.at(2).isArray())
            neighbours.items.push_back({*of, *version, decodeIds(item.at(2).toArray())});
    }
    neighbours.gone = decodeIds(message[kGone].toArray());
    return neighbours;
}

QCborMap encodeRelayed(const Relayed &relayed)
{
    return {{kType, kRelayType},
            {kFrom, encodeNodeId(relayed.from)},
            {kTo, encodeNodeId(relayed.to)},
            {kHops, relayed.hops},
            {kBody, relayed.body}};
}

std::optional<Relayed> decodeRelayed(const QCborMap &message)
{
    const auto from = decodeNodeId(message[kFrom]);
    const auto to = decodeNodeId(message[kTo]);
    const qint64 hops = message[kHops].toInteger(-1);
    if (!from || !to || hops < 0 || hops > maxHops || !message[kBody].isByteArray())
        return std::nullopt;
    return Relayed{*from, *to, int(hops), message[kBody].toByteArray()};
}

} // namespace everbounce
