// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/addresses/PageAddresses.h"

#include "engine/base/OwnAddresses.h"
#include "web/access/addresses/ReachableAddress.h"

namespace everbounce {

using namespace std::chrono_literals;

QUrl pageUrl(const QHostAddress &address, quint16 port, bool isEncrypted)
{
    QUrl url;
    url.setScheme(isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(address.toString());
    url.setPort(port);
    url.setPath(QStringLiteral("/"));
    return url;
}

PageAddresses::PageAddresses(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(3s);
    connect(&m_timer, &QTimer::timeout, this, &PageAddresses::refresh);
}

void PageAddresses::follow(const QHostAddress &listening, quint16 port, bool isEncrypted,
                           const QList<QUrl> &publicUrls)
{
    m_listening = listening;
    m_port = port;
    m_isEncrypted = isEncrypted;
    m_publicUrls = publicUrls;
    m_known = look();
    Q_EMIT changed(m_known);
    if (isEveryAddress(listening))
        m_timer.start();
    else
        m_timer.stop(); // it is where it is
}

QList<QUrl> PageAddresses::look() const
{
    QList<QUrl> urls = m_publicUrls;
    const QList<QHostAddress> own = isEveryAddress(m_listening) ? reachableAddresses(ownAddresses())
                                    : m_listening.isLoopback() || needsZone(m_listening)
                                        ? QList<QHostAddress>()
                                        : QList<QHostAddress>{m_listening};
    for (const QHostAddress &address : own)
        urls << pageUrl(address, m_port, m_isEncrypted);
    return urls;
}

void PageAddresses::refresh()
{
    if (QList<QUrl> now = look(); now != m_known) {
        m_known = std::move(now);
        Q_EMIT changed(m_known);
    }
}

} // namespace everbounce
