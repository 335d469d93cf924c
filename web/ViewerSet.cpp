// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ViewerSet.h"

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

Viewer &ViewerSet::add(std::unique_ptr<QWebSocket> webSocket, FeedMode mode)
{
    QWebSocket *key = webSocket.get();
    // Queued, since a failing write closes the socket in the midst of a broadcast.
    connect(
        key, &QWebSocket::disconnected, this, [this, key] { remove(key); }, Qt::QueuedConnection);
    m_frames += mode == FeedMode::Frames;
    Viewer &viewer = m_viewers[key] = {std::move(webSocket), mode};
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
    const QString text = QString::fromUtf8(message);
    for (auto &[webSocket, viewer] : m_viewers)
        sendText(viewer, text);
}

void ViewerSet::broadcast(FeedMode mode, const QByteArray &message)
{
    if (count(mode) == 0)
        return;
    const QString text = QString::fromUtf8(message);
    for (auto &[webSocket, viewer] : m_viewers) {
        if (viewer.mode == mode)
            sendText(viewer, text);
    }
}

void ViewerSet::send(Viewer &viewer, const QByteArray &message)
{
    sendText(viewer, QString::fromUtf8(message));
}

void ViewerSet::forEach(const std::function<void(Viewer &)> &visit)
{
    for (auto &[webSocket, viewer] : m_viewers)
        visit(viewer);
}

// A send costs the kernel so much that framing the text again for each viewer does not count. Without the
// flush each send would wait for a turn of the event loop of its own, which does.
void ViewerSet::sendText(Viewer &viewer, const QString &text)
{
    QWebSocket &webSocket = *viewer.webSocket;
    if (!webSocket.isValid())
        return;
    webSocket.sendTextMessage(text);
    webSocket.flush();
    if (webSocket.bytesToWrite() > m_maxUnsent)
        webSocket.abort();
}

} // namespace everbounce
