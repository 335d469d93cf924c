// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/node/status/LinkTimes.h"
#include "engine/node/status/ViewerCounts.h"

#include <QTimer>

namespace everbounce {

/// Tells the other nodes how many viewers this one has, whether its own window is one of them, and the round
/// trips of its links, and keeps what they tell. Lives on the cluster's thread.
class LinkStatus : public QObject
{
    Q_OBJECT
public:
    /// `transport` outlives this object.
    explicit LinkStatus(Transport &transport, QObject *parent = nullptr);

    /// How many viewers one kind of client ("web", "window") has here.
    void setViewers(const QString &kind, int count);

    /// A peer has come, or gone.
    void greet(NodeId peer);
    void forget(NodeId peer);

    const ViewerCounts &viewers() const { return m_viewers; }
    const LinkTimes &links() const { return m_links; }

Q_SIGNALS:
    /// Something may be shown differently from now on: the links were looked at, or a peer told its status.
    void changed();

private:
    void onTold(NodeId from, const QCborMap &message);
    void sample();
    bool tellsLinks() const;
    QCborMap message() const;
    void sendToAll();

    Transport &m_transport;
    ViewerCounts m_viewers;
    LinkTimes m_links;
    QTimer m_timer;
    bool m_linksChanged = false; ///< since they were last announced
    Nanoseconds m_toldAt{0};
};

} // namespace everbounce
