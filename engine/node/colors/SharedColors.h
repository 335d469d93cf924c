// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/node/NodeNames.h"
#include "engine/node/colors/NodeColors.h"

namespace everbounce {

/// Keeps the nodes' colours the same at all nodes: the holder's list counts. Lives on the cluster's thread.
class SharedColors : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive this object.
    SharedColors(const NodeNames &names, Transport &transport, const LeaseKeeper &lease,
                 QObject *parent = nullptr);

    const NodeColors::List &list() const { return m_colors.list(); }

    /// A peer has come.
    void greet(const PeerInfo &peer);

    /// Another lease counts now, or none does.
    void setLease(const Lease &lease);

Q_SIGNALS:
    void changed();

private:
    void onTold(NodeId from, const QCborMap &message);
    void sendToAll();

    const NodeNames &m_names;
    Transport &m_transport;
    const LeaseKeeper &m_lease;
    NodeColors m_colors;
};

} // namespace everbounce
