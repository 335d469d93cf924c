// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/colors/SharedColors.h"

namespace everbounce {

SharedColors::SharedColors(const NodeNames &names, Transport &transport, const LeaseKeeper &lease,
                           QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_transport(transport)
    , m_lease(lease)
{
    m_colors.note(names.own());
    transport.on(kColorsType, this, &SharedColors::onTold);
}

void SharedColors::greet(const PeerInfo &peer)
{
    m_colors.note(peer.name);
    if (m_lease.isHolder())
        sendToAll();
}

void SharedColors::setLease(const Lease &lease)
{
    if (lease.holder == m_names.self())
        sendToAll();
}

void SharedColors::sendToAll()
{
    m_transport.sendToAll(encodeColors(m_colors.list()));
}

/// The holder will hear of those who are missing in its list.
void SharedColors::onTold(NodeId from, const QCborMap &message)
{
    if (from != m_lease.lease().holder)
        return;
    m_colors.adopt(decodeColors(message));
    m_colors.note(m_names.own());
    for (const PeerInfo &peer : m_transport.peers())
        m_colors.note(peer.name);
    Q_EMIT changed();
}

} // namespace everbounce
