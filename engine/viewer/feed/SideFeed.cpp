// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/feed/SideFeed.h"

#include "engine/base/MonotonicClock.h"
#include "engine/viewer/feed/FeedText.h"

namespace everbounce {

using namespace std::chrono_literals;

constexpr auto helloPatience = 4000ms;
constexpr auto mostSilence = 2600ms;          ///< at rest a message comes every 2.2 s
constexpr quint64 largestMessage = 4u << 20U; ///< far more than a cluster of 512 nodes needs

SideFeed::SideFeed(const NodeInfo &node, const QList<QSslError> &tolerated, QObject *parent)
    : QObject(parent)
    , m_node(node.id)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &SideFeed::end);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &SideFeed::receive);
    connect(&m_socket, &QWebSocket::disconnected, this, &SideFeed::end);
    m_socket.setMaxAllowedIncomingMessageSize(largestMessage);
    m_socket.setMaxAllowedIncomingFrameSize(largestMessage);
    m_socket.ignoreSslErrors(tolerated);
    m_patience.start(helloPatience);
    m_socket.open(feedOf(node.url));
}

/// A socket says even while it is destroyed that it is disconnected, and parts of this are gone by then.
SideFeed::~SideFeed()
{
    m_socket.disconnect(this);
}

void SideFeed::receive(const QString &text)
{
    if (m_isOver)
        return;
    const bool wasGreeted = m_reader.greeted();
    const QString type = m_reader.read(text.toUtf8(), monotonicNow());
    if (!m_reader.greeted() || m_reader.cluster().self != m_node)
        return end();
    m_patience.start(mostSilence);
    if (!wasGreeted)
        Q_EMIT greeted();
    if (type == QLatin1String("cluster"))
        m_view = m_reader.cluster();
    if (type == QLatin1String("cluster") || type == QLatin1String("track"))
        Q_EMIT told();
}

void SideFeed::end()
{
    if (std::exchange(m_isOver, true))
        return;
    m_patience.stop();
    m_socket.abort();
    Q_EMIT ended();
}

} // namespace everbounce
