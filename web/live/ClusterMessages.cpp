// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/ClusterMessages.h"

#include "web/access/addresses/ViewerUrls.h"
#include "web/live/LiveMessages.h"

#include <utility>

namespace everbounce {
namespace {

/// More addresses than people use to reach one machine.
constexpr qsizetype mostWays = 64;

} // namespace

bool ClusterMessages::set(const ClusterView &cluster)
{
    m_cluster = cluster;
    m_byWay.clear();
    QList<QStringList> addresses;
    for (const NodeInfo &node : cluster.nodes)
        addresses << node.addresses;
    const bool moved = std::exchange(m_addresses, addresses) != addresses;
    const QByteArray message = clusterMessage(cluster);
    return std::exchange(m_asItIs, message) != message || moved;
}

QByteArray ClusterMessages::under(const QHostAddress &host, const QList<OwnAddress> &own)
{
    const auto way = wayOf(host, own);
    if (!way)
        return m_asItIs;
    const auto known = m_byWay.constFind(way->address);
    if (known != m_byWay.constEnd())
        return *known;
    if (m_byWay.size() == mostWays)
        m_byWay.clear();
    const QByteArray message = clusterMessage(seenUnder(host, m_cluster, own));
    return *m_byWay.insert(way->address, message == m_asItIs ? m_asItIs : message);
}

} // namespace everbounce
