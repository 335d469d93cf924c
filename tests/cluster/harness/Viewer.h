// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BallState.h"

#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QUrl>
#include <QWebSocket>

#include <chrono>
#include <vector>

namespace everbounce::harness {

/// A message of the live feed, as it came.
struct LiveMessage
{
    std::chrono::nanoseconds at{0}; ///< monotonic clock
    qsizetype bytes = 0;            ///< of the text
    QString type;
    QJsonObject body;
};

/// A frame of the frames mode.
struct Frame
{
    Tick tick = 0;
    Position position;
};

/// A viewer of one node's live feed, that keeps all it gets. It does not reconnect.
class Viewer : public QObject
{
    Q_OBJECT
public:
    enum class Mode { Track, Frames };

    /// `node` is the address of the node's page.
    Viewer(const QUrl &node, Mode mode);

    bool connected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

    const QList<LiveMessage> &messages() const { return m_messages; }
    const std::vector<Frame> &frames() const { return m_frames; }

    /// The newest `cluster` message, empty before it; and what it says.
    const QJsonObject &cluster() const { return m_cluster; }
    quint64 term() const;
    QString holder() const;

    /// Forgets the messages up to now; frames are kept.
    void forgetMessages() { m_messages.clear(); }

Q_SIGNALS:
    void received(const everbounce::harness::LiveMessage &message);

private:
    void take(const QString &text);

    QWebSocket m_socket;
    QList<LiveMessage> m_messages;
    std::vector<Frame> m_frames;
    QJsonObject m_cluster;
};

/// The term that a message bears, or 0.
quint64 termOf(const LiveMessage &message);

/// The size of a text message from a server on the wire, with its head (RFC 6455, 5.2).
qsizetype wireBytes(qsizetype payload);

} // namespace everbounce::harness
