// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeView.h"
#include "web/FrameFeed.h"
#include "web/TrackFeed.h"
#include "web/ViewerSet.h"

#include <QObject>
#include <QTimer>

namespace everbounce {

/// What viewers over the web are sent, and when. At rest that is a short track message whenever the flight is
/// extended, and nothing else. Lives on the web thread.
class LiveFeed final : public QObject
{
    Q_OBJECT
public:
    explicit LiveFeed(qint64 maxUnsent, QObject *parent = nullptr);

    /// A viewer is greeted at once, or as soon as the cluster and the flight are known.
    void addViewer(std::unique_ptr<QWebSocket> webSocket, FeedMode mode);
    int viewerCount() const { return m_viewers.count(); }

    void setCluster(const ClusterView &cluster);
    void setFlight(const FlightView &flight);
    void addEvent(const EventView &event);

Q_SIGNALS:
    /// Gathers what happens within a tenth of a second.
    void viewerCountChanged(int count);

private:
    bool ready() const { return m_knowsCluster && m_knowsFlight; }
    void greet(Viewer &viewer);
    void greetAll();
    void sendDueFrames();
    void viewersChanged();

    ClusterView m_cluster;
    FlightView m_flight;
    bool m_knowsCluster = false;
    bool m_knowsFlight = false;
    QList<EventView> m_recentEvents;
    QByteArray m_clusterMessage; ///< as last sent

    // Children of this object, so that they go along to its thread.
    ViewerSet m_viewers;
    TrackFeed m_trackFeed;
    FrameFeed m_frameFeed;
    QTimer m_frameTimer{this}; ///< one for all frames viewers; runs only while there are some
    QTimer m_onlineTimer{this};
    QTimer m_countTimer{this};
};

} // namespace everbounce
