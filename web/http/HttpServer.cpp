// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/HttpServer.h"

#include "web/http/syntax/HttpSyntax.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>

namespace everbounce {
namespace {

/// As the router knows it; empty if it does not.
QByteArray knownMethod(const QByteArray &method)
{
    static const QByteArrayList known{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
    return known.contains(method) ? method : QByteArray();
}

/// Only the target: Qt takes what follows two slashes for a host.
QUrl urlOf(const RequestHead &head)
{
    return QUrl::fromEncoded("http://localhost" + (head.target == "*" ? "/*" : head.target));
}

/// Commands of one client behind a proxy count together, by whichever of its connections they come.
quint64 numberOf(const QHostAddress &client)
{
    constexpr quint64 noConnection = quint64(1) << 63;
    return noConnection | quint64(qHash(client));
}

/// From what was read here; what Qt got says less.
HttpRequest requestBy(Connection &connection)
{
    const RequestHead &head = connection.request();
    const QUrl url = urlOf(head);
    const PassedOn *said = connection.passedOn();
    const bool isNamed = said && !said->host.isEmpty() && syntax::isHost(said->host);
    const bool isKnown = said && said->client;
    return {.method = knownMethod(head.method),
            .path = url.path(),
            .query = QUrlQuery(url),
            .host = isNamed ? said->host : head.host.value_or(QByteArray()),
            .origin = head.valueOf("origin"),
            .fetchSite = head.valueOf("sec-fetch-site"),
            .webSocket = head.webSocket,
            .encrypted = connection.isEncrypted(),
            .passedOnEncrypted = said && said->encrypted,
            .contentType = head.valueOf("content-type"),
            .authorization = head.valueOf("authorization"),
            .cookies = head.valuesOf("cookie").join("; "),
            .idempotencyKey = head.valueOf("idempotency-key"),
            .ifMatch = head.valueOf("if-match"),
            .ifNoneMatch = head.valueOf("if-none-match"),
            .body = connection.requestBody(),
            .sender = connection.sender(),
            .from = isKnown ? *said->client : connection.ends().peer.address,
            .countsFor = connection.countsFor(),
            .connection = connection.number(),
            .client = isKnown ? numberOf(*said->client) : connection.number()};
}

ConnectionEnds endsOf(const QWebSocket &webSocket)
{
    return {{webSocket.peerAddress(), webSocket.peerPort()},
            {webSocket.localAddress(), webSocket.localPort()}};
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
ConnectionEnds endsOf(const QHttpServerRequest &request)
{
    return {{request.remoteAddress(), request.remotePort()}, {request.localAddress(), request.localPort()}};
}
#endif

} // namespace

HttpServer::HttpServer(TcpListener *listener, Answer answer, Grant grant, Open open, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_listener(listener)
    , m_answer(std::move(answer))
    , m_grant(std::move(grant))
    , m_open(std::move(open))
{
    connect(this, &QAbstractHttpServer::newWebSocketConnection, this, &HttpServer::openWebSockets);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    // Qt would answer a denial with a bare status line, so it is passed on to missingHandler instead.
    addWebSocketUpgradeVerifier(this, [this](const QHttpServerRequest &request) {
        using Verdict = QHttpServerWebSocketUpgradeResponse;
        return granted(m_listener->connectionBetween(endsOf(request))) ? Verdict::accept()
                                                                       : Verdict::passToNext();
    });
#endif
    bind(listener);
}

bool HttpServer::granted(Connection *connection) const
{
    if (!connection || !connection->owesAnswer())
        return false;
    const HttpRequest asked = requestBy(*connection);
    if (m_grant(asked).status != 101)
        return false;
    connection->grantUpgrade(asked);
    return true;
}

// In both versions the answer is written to the connection itself: the responder of 6.8 cannot answer HEAD,
// and knows only one way to end each header.
void HttpServer::respond(Connection *connection)
{
    if (!connection || !connection->owesAnswer())
        return;
    const HttpRequest asked = requestBy(*connection);
    const quint64 number = connection->requestNumber();
    const bool withBody = asked.method != "HEAD";
    const Reply reply = [=, waiting = QPointer(connection)](const HttpResponse &response) {
        if (waiting)
            waiting->answer(number, serialized(response, withBody));
    };
    m_answer(asked, reply);
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
bool HttpServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &)
{
    respond(m_listener->connectionBetween(endsOf(request)));
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest &request, QHttpServerResponder &)
{
    respond(m_listener->connectionBetween(endsOf(request)));
}
#else
// WebSocket requests come through here too. Anything written now would go out before the handshake's own
// answer, so nothing is: true lets the handshake begin, false leads to missingHandler.
bool HttpServer::handleRequest(const QHttpServerRequest &, QTcpSocket *socket)
{
    auto *connection = qobject_cast<Connection *>(socket);
    if (connection && connection->owesAnswer() && connection->request().webSocket)
        return granted(connection);
    respond(connection);
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    respond(qobject_cast<Connection *>(socket));
}
#endif

void HttpServer::openWebSockets()
{
    while (std::unique_ptr<QWebSocket> webSocket = nextPendingWebSocketConnection()) {
        Connection *connection = m_listener->connectionBetween(endsOf(*webSocket));
        const auto upgrade = connection ? connection->becameWebSocket() : nullptr;
        if (!upgrade)
            continue; // the connection is already gone
        webSocket->setMaxAllowedIncomingFrameSize(m_listener->limits().frames.frameBytes);
        webSocket->setMaxAllowedIncomingMessageSize(m_listener->limits().frames.messageBytes);
        m_open(std::move(webSocket), connection, *upgrade);
    }
}

} // namespace everbounce
