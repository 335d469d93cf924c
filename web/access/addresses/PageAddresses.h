// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>

namespace everbounce {

/// "http://192.0.2.7:4000/".
QUrl pageUrl(const QHostAddress &address, quint16 port, bool isEncrypted);

/// Where other machines reach a page, as it is now: interfaces come up, and addresses change. Lives on the
/// thread on which it was made.
class PageAddresses final : public QObject
{
    Q_OBJECT
public:
    explicit PageAddresses(QObject *parent = nullptr);

    /// A page that listens there is meant from now on, which a proxy also shows at `publicUrls`.
    void follow(const QHostAddress &listening, quint16 port, bool isEncrypted, const QList<QUrl> &publicUrls);

    /// The best first; none if no other machine reaches it.
    QList<QUrl> list() const { return m_known; }

    /// One that leads to this node and to no other, or else the first; empty if there is none.
    QUrl ownFirst() const
    {
        return m_known.value(m_known.size() > m_publicUrls.size() ? m_publicUrls.size() : 0);
    }

Q_SIGNALS:
    /// At once, and within a few seconds of each change.
    void changed(const QList<QUrl> &addresses);

private:
    QList<QUrl> look() const;
    void refresh();

    QHostAddress m_listening{QHostAddress::LocalHost};
    quint16 m_port = 0;
    bool m_isEncrypted = false;
    QList<QUrl> m_publicUrls;
    QList<QUrl> m_known;
    QTimer m_timer{this}; ///< a child, so that it moves to another thread as well
};

} // namespace everbounce
