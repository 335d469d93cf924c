// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fakes/FakeNode.h"
#include "web/Gateway.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

// A gateway on a free port of this machine, and those who ask it.

namespace everbounce {

/// A fake node behind the real gateway.
struct ServedNode
{
    Gateway gateway;
    ListenResult listening;
    FakeNode node;

    explicit ServedNode(const Gateway::Limits &limits = {}, const GatewayAccess &access = {})
        : gateway(limits)
        , listening(gateway.listen(QHostAddress::LocalHost, 0, access))
        , node({.id = NodeId{0xabc}, .name = QStringLiteral("first"), .url = listening.url})
    {
        gateway.attach(&node);
        node.start();
    }

    quint16 port() const { return quint16(listening.url.port()); }
};

/// An answer as it came over the wire, taken apart.
struct WireAnswer
{
    int status = 0;
    QByteArray head;
    QByteArray body;

    QByteArray header(const QByteArray &name) const
    {
        const qsizetype at = head.indexOf("\r\n" + name + ": ");
        const qsizetype begin = at + name.size() + 4;
        return at < 0 ? QByteArray() : head.mid(begin, head.indexOf("\r\n", begin) - begin);
    }
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// A connection that sends requests as they are written here, byte by byte.
class WireClient
{
public:
    explicit WireClient(quint16 port) { m_socket.connectToHost(QHostAddress::LocalHost, port); }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }

    /// The next answer, in the order in which they come; one of status 0 where the connection ends first.
    WireAnswer next()
    {
        const auto whole = [this] {
            return bodyStart() > 0 && m_received.size() >= bodyStart() + bodyLength();
        };
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT((m_received += m_socket.readAll(), whole()) || isClosed(), 10'000);
        }();
        if (!whole())
            return {};
        const WireAnswer answer{m_received.mid(9, 3).toInt(), m_received.first(bodyStart()),
                                m_received.mid(bodyStart(), bodyLength())};
        m_received.remove(0, bodyStart() + bodyLength());
        return answer;
    }

    bool isClosed() const
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState && m_socket.bytesAvailable() == 0;
    }
    void abort() { m_socket.abort(); }

private:
    /// 0 while the head is not whole yet.
    qsizetype bodyStart() const
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        return end < 0 ? 0 : end + 4;
    }
    qsizetype bodyLength() const
    {
        return WireAnswer{0, m_received.first(bodyStart()), {}}.header("Content-Length").toLongLong();
    }

    QTcpSocket m_socket;
    QByteArray m_received;
};

/// Where the live feed is, by the address of the page.
inline QUrl liveOf(const QUrl &page, const char *query = "")
{
    QUrl live = page.resolved(QUrl(QStringLiteral("live") + QString::fromLatin1(query)));
    live.setScheme(QStringLiteral("ws"));
    return live;
}

/// A viewer that keeps all it is sent.
struct Watcher
{
    QWebSocket socket;
    QList<QJsonObject> messages;

    /// `headers` go along with the request.
    explicit Watcher(const QUrl &live, const QList<QPair<QByteArray, QByteArray>> &headers = {})
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
            messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        QNetworkRequest request(live);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        socket.open(request);
    }

    void say(const QByteArray &message) { socket.sendTextMessage(QString::fromUtf8(message)); }

    QStringList types() const
    {
        QStringList types;
        for (const QJsonObject &message : messages)
            types.append(message[QStringLiteral("type")].toString());
        return types;
    }

    QList<QJsonObject> of(const char *type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &message : messages) {
            if (message[QStringLiteral("type")].toString() == QLatin1String(type))
                found.append(message);
        }
        return found;
    }
    bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
};

} // namespace everbounce
