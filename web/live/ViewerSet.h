// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/TcpListener.h"

#include <QByteArrayList>
#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWebSocket>

#include <array>
#include <functional>
#include <memory>
#include <unordered_map>

namespace everbounce {

/// What a viewer asked for: the track, or a frame a tick; or nothing yet. A page keeps a standby at another
/// node than the one that feeds it, so that it need not look for one when its own is gone.
enum class FeedMode { Track, Frames, Standby };

/// What is known of a viewer from its request.
struct ViewerOrder
{
    quint64 id = 0; ///< of its own among all viewers
    FeedMode mode = FeedMode::Track;
    bool mayCommand = false; ///< without a token
    QHostAddress host{};     ///< by which address it has come; null where that was by a name
};

/// One open feed. A handle that may be kept for the length of a call.
struct Viewer
{
    std::unique_ptr<QWebSocket> webSocket;
    QPointer<Connection> connection; ///< which the WebSocket speaks over
    ViewerOrder order;
};

/// What a viewer may cost. One that goes beyond is dropped.
struct ViewerLimits
{
    qint64 unsentBytes = 64 * 1024; ///< that wait for it beyond what the kernel takes
};

/// The viewers over the web, and the sending to all of them at once.
class ViewerSet final : public QObject
{
    Q_OBJECT
public:
    explicit ViewerSet(const ViewerLimits &limits, QObject *parent = nullptr);
    ~ViewerSet() override;

    Viewer &add(std::unique_ptr<QWebSocket> webSocket, Connection *connection, const ViewerOrder &order);

    /// Of those who watch: standbys are none of them.
    int count() const { return count(FeedMode::Track) + count(FeedMode::Frames); }
    int count(FeedMode mode) const { return m_counts[std::size_t(mode)]; }

    /// A standby begins to watch the track. Null where the viewer of that id is none.
    Viewer *rouse(quint64 id);

    /// To everyone who watches, or to those of one mode, in the event loop's next turn: what is said until
    /// then goes out together, since each sending costs the same, however much is sent. Messages are JSON
    /// texts in UTF-8.
    void broadcast(const QByteArray &message);
    void broadcast(FeedMode mode, const QByteArray &message);

    /// The same at once, for what is in a hurry.
    void sendWaiting();

    /// To one viewer, at once.
    void send(Viewer &viewer, const QByteArrayList &messages);

    /// To the viewer of that id, unless it is gone.
    void send(quint64 id, const QByteArray &message);

    void forEach(const std::function<void(Viewer &)> &visit);

Q_SIGNALS:
    void countChanged();

    /// A viewer says something.
    void received(const everbounce::ViewerOrder &viewer, const QString &text);

private:
    int &countOf(FeedMode mode) { return m_counts[std::size_t(mode)]; }
    void remove(quint64 id);
    void sendFrames(Viewer &viewer, const QByteArray &frames);

    ViewerLimits m_limits;
    std::array<int, 3> m_counts{}; ///< by mode
    std::unordered_map<quint64, Viewer> m_viewers;
    QHash<FeedMode, QByteArray> m_waiting; ///< frames, until the next turn
    QTimer m_sendTimer{this};
};

} // namespace everbounce
