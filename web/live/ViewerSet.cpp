// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/ViewerSet.h"
#include "web/live/TextFrame.h"

#include <utility>

namespace everbounce {

ViewerSet::ViewerSet(const ViewerLimits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
    m_sendTimer.setSingleShot(true);
    m_sendTimer.setInterval(0);
    connect(&m_sendTimer, &QTimer::timeout, this, &ViewerSet::sendWaiting);
}

ViewerSet::~ViewerSet()
{
    for (const auto &[id, viewer] : m_viewers)
        viewer.webSocket->disconnect(this);
}

Viewer &ViewerSet::add(std::unique_ptr<QWebSocket> webSocket, Connection *connection,
                       const ViewerOrder &order)
{
    sendWaiting(); // messages from before it came are not for it
    const quint64 id = order.id;
    // Queued, since a failing write closes the socket in the middle of a broadcast.
    connect(
        webSocket.get(), &QWebSocket::disconnected, this, [this, id] { remove(id); }, Qt::QueuedConnection);
    connect(webSocket.get(), &QWebSocket::textMessageReceived, this, [this, id](const QString &text) {
        const auto found = m_viewers.find(id);
        if (found != m_viewers.end() && found->second.webSocket->isValid())
            Q_EMIT received(found->second.order, text);
    });
    ++countOf(order.mode);
    Viewer viewer{std::move(webSocket), connection, order};
    const auto added = m_viewers.insert_or_assign(id, std::move(viewer)).first;
    Q_EMIT countChanged();
    return added->second;
}

void ViewerSet::remove(quint64 id)
{
    const auto found = m_viewers.find(id);
    if (found == m_viewers.end())
        return;
    --countOf(found->second.order.mode);
    m_viewers.erase(found);
    Q_EMIT countChanged();
}

Viewer *ViewerSet::rouse(quint64 id)
{
    const auto found = m_viewers.find(id);
    if (found == m_viewers.end() || found->second.order.mode != FeedMode::Standby)
        return nullptr;
    sendWaiting(); // it is about to be shown all of that
    --countOf(FeedMode::Standby);
    ++countOf(found->second.order.mode = FeedMode::Track);
    Q_EMIT countChanged();
    return &found->second;
}

void ViewerSet::broadcast(const QByteArray &message)
{
    broadcast(FeedMode::Track, message);
    broadcast(FeedMode::Frames, message);
}

void ViewerSet::broadcast(FeedMode mode, const QByteArray &message)
{
    if (count(mode) == 0)
        return;
    m_waiting[mode] += textFrame(message);
    if (!m_sendTimer.isActive())
        m_sendTimer.start();
}

void ViewerSet::sendWaiting()
{
    m_sendTimer.stop();
    const auto waiting = std::exchange(m_waiting, {});
    if (waiting.isEmpty())
        return;
    for (auto &[id, viewer] : m_viewers) {
        if (const auto frames = waiting.constFind(viewer.order.mode); frames != waiting.constEnd())
            sendFrames(viewer, *frames);
    }
}

void ViewerSet::send(Viewer &viewer, const QByteArrayList &messages)
{
    QByteArray frames;
    for (const QByteArray &message : messages)
        frames += textFrame(message);
    sendFrames(viewer, frames);
}

void ViewerSet::send(quint64 id, const QByteArray &message)
{
    if (const auto found = m_viewers.find(id); found != m_viewers.end())
        send(found->second, {message});
}

void ViewerSet::forEach(const std::function<void(Viewer &)> &visit)
{
    for (auto &[id, viewer] : m_viewers)
        visit(viewer);
}

// They are written below the WebSocket, which would make them anew for each viewer.
void ViewerSet::sendFrames(Viewer &viewer, const QByteArray &frames)
{
    if (!viewer.connection || viewer.webSocket->state() != QAbstractSocket::ConnectedState)
        return;
    viewer.connection->sendAtOnce(frames);
    if (viewer.connection->bytesToWrite() > m_limits.unsentBytes)
        viewer.connection->drop();
}

} // namespace everbounce
