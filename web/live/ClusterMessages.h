// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/OwnAddresses.h"
#include "engine/node/view/NodeView.h"

#include <QByteArray>
#include <QHash>

namespace everbounce {

/// The cluster message for each viewer. There is one for each of this machine's addresses by which viewers
/// came, and one for all others, however many names and addresses they ask for. Pure.
class ClusterMessages
{
public:
    /// Sets the cluster; returns whether viewers should be told.
    bool set(const ClusterView &cluster);

    /// For viewers that see the cluster as this machine does.
    const QByteArray &asItIs() const { return m_asItIs; }

    /// For a viewer that came by this address; null if that was a name.
    QByteArray under(const QHostAddress &host, const QList<OwnAddress> &own);

    /// How many are kept.
    qsizetype count() const { return m_byWay.size() + 1; }

private:
    ClusterView m_cluster;
    QList<QStringList> m_addresses; ///< of the nodes
    QByteArray m_asItIs;
    QHash<QHostAddress, QByteArray> m_byWay;
};

} // namespace everbounce
