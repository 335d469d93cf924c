// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"
#include "web/live/ClusterMessages.h"
#include "web/live/FrameFeed.h"
#include "web/live/LinkNews.h"
#include "web/live/RecentEvents.h"
#include "web/live/TrackFeed.h"
#include "web/live/ViewerSet.h"

#include <QObject>
#include <QTimer>

namespace everbounce {

/// What viewers over the web are sent, and when. At rest that is only a short track message whenever the
/// flight is extended. Lives on the web thread.
class LiveFeed final : public QObject
{
    Q_OBJECT
public:
    explicit LiveFeed(const ViewerLimits &limits, QObject *parent = nullptr);

    /// A viewer is greeted at once, or as soon as the cluster and the flight are known. A standby hears only
    /// who this is, until it says that it wants to watch.
    void addViewer(std::unique_ptr<QWebSocket> webSocket, Connection *connection, const ViewerOrder &order);
    int viewerCount() const { return m_viewers.count(); }
    int viewerCount(FeedMode mode) const { return m_viewers.count(mode); }

    /// Where a load balancer shows the cluster, for the viewers to come.
    void setPublicUrls(const QList<QUrl> &urls) { m_publicUrls = urls; }

    /// Whether a token can be entered here, which viewers are told.
    void setTakesTokens(bool takes);

    void setCluster(const ClusterView &cluster);
    void setFlight(const FlightView &flight);
    void addEvent(const EventView &event);

    /// Says to all viewers that pairing has changed, but not how: operators can ask for that.
    void pairingChanged();

    /// Another node is shown from now on: viewers are disconnected, and come again.
    void restart();

    /// The last events from now on, of which `fresh` were not known before.
    void replaceEvents(const QList<EventView> &events, const QList<EventView> &fresh);

    /// A message for one viewer, unless it is gone.
    void answer(quint64 viewer, const QByteArray &message) { m_viewers.send(viewer, message); }

Q_SIGNALS:
    /// A viewer says something.
    void received(const everbounce::ViewerOrder &viewer, const QString &text);

    /// A viewer asks how the holder changed; `question` is as it came.
    void failoverAsked(quint64 viewer, const QString &question);

    /// Gathers what happens within a tenth of a second.
    void viewerCountChanged(int count);

private:
    bool ready() const { return m_knowsCluster && m_knowsFlight; }
    void take(const ViewerOrder &viewer, const QString &text);
    void greet(Viewer &viewer);
    void sendCluster();
    QByteArray clusterMessageFor(const Viewer &viewer);

    /// Sends everything that there is to see, after these messages.
    void show(Viewer &viewer, QByteArrayList messages);
    void greetAll();
    void sendDueFrames();
    void sendLinks();
    void sendTrack(const TrackUpdate &update);
    void breakSilence();
    void viewersChanged();

    QList<QUrl> m_publicUrls;
    bool m_takesTokens = false;
    bool m_tokensHaveChanged = false; ///< since somebody may have been greeted
    ClusterView m_cluster;
    FlightView m_flight;
    bool m_knowsCluster = false;
    bool m_knowsFlight = false;
    RecentEvents m_recentEvents;
    ClusterMessages m_clusterMessages; ///< as last sent
    LinkNews m_links;
    QByteArray m_viewersMessage; ///< as last sent, or about to be
    QByteArray m_chaosMessage;   ///< as last sent

    // Children of this object, so that they move to its thread as well.
    ViewerSet m_viewers;
    TrackFeed m_trackFeed;
    FrameFeed m_frameFeed;
    QTimer m_frameTimer{this}; ///< one for all frames viewers; runs only while there are some
    QTimer m_onlineTimer{this};
    QTimer m_linkTimer{this}; ///< runs while a link is still to be told
    QTimer m_countTimer{this};
    QTimer m_pairingTimer{this};
    QTimer m_silenceTimer{this}; ///< started by each message of the track
};

} // namespace everbounce
