// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/HttpServer.h"

#include "web/access/ForwardingHeaders.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>

#include <algorithm>

namespace everbounce {
namespace {

/// As the router knows it; empty where it knows none of that name.
QByteArray knownMethod(const QByteArray &method)
{
    static const QByteArrayList known{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
    return known.contains(method) ? method : QByteArray();
}

bool isForwarded(const QHttpServerRequest &request)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    const QHttpHeaders &headers = request.headers();
    for (qsizetype i = 0; i < headers.size(); ++i) {
        if (tellsOfForwarding(headers.nameAt(i)))
            return true;
    }
    return false;
#else
    return std::ranges::any_of(request.headers(),
                               [](const auto &header) { return tellsOfForwarding(header.first); });
#endif
}

/// Who sends this request; not trusted where it was passed on for somebody else, nor later then.
std::shared_ptr<Sender> senderOf(const QHttpServerRequest &request, Connection &connection)
{
    if (isForwarded(request))
        connection.sender()->distrust();
    return connection.sender();
}

/// Of each header of that name, in their order.
QByteArrayList valuesOf(const QHttpServerRequest &request, const QByteArray &name)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    return request.headers().values(name);
#else
    QByteArrayList values;
    for (const auto &header : request.headers()) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            values << header.second;
    }
    return values;
#endif
}

/// Null where there is no such header, empty where there is one that says nothing: Qt tells no difference.
QByteArray headerOf(const QHttpServerRequest &request, const QByteArray &name)
{
    const QByteArray value = request.value(name);
    return value.isNull() && !valuesOf(request, name).isEmpty() ? QByteArray("") : value;
}

/// The target alone: Qt takes what follows two slashes for a host.
QUrl urlOf(const RequestHead &head)
{
    return QUrl::fromEncoded("http://localhost" + (head.target == "*" ? "/*" : head.target));
}

HttpRequest converted(const QHttpServerRequest &request, Connection &connection)
{
    const RequestHead &head = connection.request();
    const QUrl url = urlOf(head);
    return {.method = knownMethod(head.method),
            .path = url.path(),
            .query = QUrlQuery(url),
            .host = request.value("host"),
            .origin = headerOf(request, "origin"),
            .webSocket = head.webSocket,
            .contentType = request.value("content-type"),
            .authorization = request.value("authorization"),
            .idempotencyKey = request.value("idempotency-key"),
            .body = request.body(),
            .sender = senderOf(request, connection),
            .connection = connection.number()};
}

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
    // Qt would answer a denial with a bare status line: what is passed on goes to missingHandler instead.
    addWebSocketUpgradeVerifier(this, [this](const QHttpServerRequest &request) {
        using Verdict = QHttpServerWebSocketUpgradeResponse;
        Connection *connection = m_listener->connectionFrom(request.remoteAddress(), request.remotePort());
        return granted(request, connection) ? Verdict::accept() : Verdict::passToNext();
    });
#endif
    bind(listener);
}

bool HttpServer::granted(const QHttpServerRequest &request, Connection *connection) const
{
    if (!connection || !connection->owesAnswer() || m_listener->isFull())
        return false;
    const HttpRequest asked = converted(request, *connection);
    if (m_grant(asked).status != 101)
        return false;
    connection->grantUpgrade(asked);
    return true;
}

// The answer is written to the connection itself in both versions: the responder of 6.8 cannot answer HEAD,
// and knows one way only to end each header.
void HttpServer::respond(const QHttpServerRequest &request, Connection *connection)
{
    if (!connection || !connection->owesAnswer())
        return;
    const HttpRequest asked = converted(request, *connection);
    const quint64 number = connection->requestNumber();
    const bool withBody = asked.method != "HEAD";
    const Reply reply = [=, waiting = QPointer(connection)](const HttpResponse &response) {
        if (waiting)
            waiting->answer(number, serialized(response, withBody));
    };
    if (!asked.webSocket)
        return m_answer(asked, reply);
    const HttpResponse refusal = m_grant(asked);
    reply(refusal.status != 101
              ? refusal
              : problem(503, QStringLiteral("This node shows the ball to as many viewers as it can.")));
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
bool HttpServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &)
{
    respond(request, m_listener->connectionFrom(request.remoteAddress(), request.remotePort()));
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest &request, QHttpServerResponder &)
{
    respond(request, m_listener->connectionFrom(request.remoteAddress(), request.remotePort()));
}
#else
// Requests for a WebSocket come through here too. Whatever is written then would go out before the
// handshake's own answer, so nothing is: true lets the handshake begin, false leads to missingHandler.
bool HttpServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    auto *connection = qobject_cast<Connection *>(socket);
    if (connection && connection->owesAnswer() && connection->request().webSocket)
        return granted(request, connection);
    respond(request, connection);
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest &request, QTcpSocket *socket)
{
    respond(request, qobject_cast<Connection *>(socket));
}
#endif

void HttpServer::openWebSockets()
{
    while (std::unique_ptr<QWebSocket> webSocket = nextPendingWebSocketConnection()) {
        Connection *connection = m_listener->connectionFrom(webSocket->peerAddress(), webSocket->peerPort());
        const auto upgrade = connection ? connection->becameWebSocket() : nullptr;
        if (!upgrade)
            continue; // the connection is gone already
        webSocket->setMaxAllowedIncomingFrameSize(m_listener->limits().frames.frameBytes);
        webSocket->setMaxAllowedIncomingMessageSize(m_listener->limits().frames.messageBytes);
        m_open(std::move(webSocket), connection, *upgrade);
    }
}

} // namespace everbounce
