// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ViewerSet.h"

#include "web/WebSocketFrame.h"

#include <QTcpSocket>

namespace everbounce {

ViewerSet::ViewerSet(qint64 maxUnsent, QObject *parent)
    : QObject(parent)
    , m_maxUnsent(maxUnsent)
{
}

ViewerSet::~ViewerSet()
{
    for (const auto &[webSocket, viewer] : m_viewers)
        webSocket->disconnect(this);
}

Viewer &ViewerSet::add(std::unique_ptr<QWebSocket> webSocket, QTcpSocket *connection, FeedMode mode)
{
    QWebSocket *key = webSocket.get();
    // Queued, since a failing write closes the socket in the midst of a broadcast.
    connect(
        key, &QWebSocket::disconnected, this, [this, key] { remove(key); }, Qt::QueuedConnection);
    m_frames += mode == FeedMode::Frames;
    Viewer &viewer = m_viewers[key] = {std::move(webSocket), connection, mode};
    Q_EMIT countChanged();
    return viewer;
}

void ViewerSet::remove(QWebSocket *webSocket)
{
    const auto found = m_viewers.find(webSocket);
    if (found == m_viewers.end())
        return;
    m_frames -= found->second.mode == FeedMode::Frames;
    m_viewers.erase(found);
    Q_EMIT countChanged();
}

void ViewerSet::broadcast(const QByteArray &message)
{
    const QByteArray frame = textFrame(message);
    for (auto &[webSocket, viewer] : m_viewers)
        sendFrame(viewer, frame);
}

void ViewerSet::broadcast(FeedMode mode, const QByteArray &message)
{
    if (count(mode) == 0)
        return;
    const QByteArray frame = textFrame(message);
    for (auto &[webSocket, viewer] : m_viewers) {
        if (viewer.mode == mode)
            sendFrame(viewer, frame);
    }
}

void ViewerSet::send(Viewer &viewer, const QByteArray &message)
{
    sendFrame(viewer, textFrame(message));
}

void ViewerSet::forEach(const std::function<void(Viewer &)> &visit)
{
    for (auto &[webSocket, viewer] : m_viewers)
        visit(viewer);
}

// Straight to the connection under the WebSocket. Both write whole frames only, on one thread, so theirs
// never mix; after its closing frame the WebSocket closes the connection, and nothing follows.
void ViewerSet::sendFrame(Viewer &viewer, const QByteArray &frame)
{
    QTcpSocket *connection = viewer.connection;
    if (!connection || connection->state() != QAbstractSocket::ConnectedState)
        return;
    connection->write(frame);
    connection->flush();
    if (connection->bytesToWrite() > m_maxUnsent)
        connection->abort();
}

} // namespace everbounce
