// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/connection/TcpListener.h"

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

/// What a viewer asked for: the track, a frame per tick, or nothing yet. A page keeps a standby at another
/// node than the one that feeds it, so that it need not look for one when its own is gone.
enum class FeedMode { Track, Frames, Standby };

/// What is known of a viewer from its request.
struct ViewerOrder
{
    quint64 id = 0; ///< its own number among all viewers
    FeedMode mode = FeedMode::Track;
    bool mayCommand = false;   ///< without a token
    QHostAddress host{};       ///< the address by which it came; null if that was a name
    QHostAddress from{};       ///< its own
    Origin countsFor{};        ///< see HttpRequest
    QByteArray session{};      ///< that it came with; null for none
    bool mayBySession = false; ///< command
};

/// One open feed. Keep the handle for no longer than a call.
struct Viewer
{
    std::unique_ptr<QWebSocket> webSocket;
    QPointer<Connection> connection; ///< of the WebSocket
    ViewerOrder order;
};

/// What a viewer may cost. One that exceeds it is dropped.
struct ViewerLimits
{
    qint64 unsentBytes = 64 * 1024; ///< that wait for it beyond what the kernel takes
};

/// The viewers over the web; sends to all of them at once.
class ViewerSet final : public QObject
{
    Q_OBJECT
public:
    explicit ViewerSet(const ViewerLimits &limits, QObject *parent = nullptr);
    ~ViewerSet() override;

    Viewer &add(std::unique_ptr<QWebSocket> webSocket, Connection *connection, const ViewerOrder &order);

    /// Those that watch; standbys do not count.
    int count() const { return count(FeedMode::Track) + count(FeedMode::Frames); }
    int count(FeedMode mode) const { return m_counts[std::size_t(mode)]; }

    /// A standby begins to watch the track. Null if there is no such standby.
    Viewer *rouse(quint64 id);

    /// To all that watch, or to those of one mode, in the event loop's next turn. Everything said until then
    /// goes out together, since each sending costs the same, however much is sent. Messages are JSON texts in
    /// UTF-8.
    void broadcast(const QByteArray &message);
    void broadcast(FeedMode mode, const QByteArray &message);

    /// Sends at once what broadcast() keeps for the next turn: for what is urgent.
    void sendWaiting();

    /// To one viewer, at once.
    void send(Viewer &viewer, const QByteArrayList &messages);

    /// To the viewer with that id, unless it is gone.
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
