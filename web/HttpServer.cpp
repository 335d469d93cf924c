// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/HttpServer.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>

#include <algorithm>

namespace everbounce {
namespace {

constexpr quint64 maxMessageBytes = 16 * 1024;

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    default:
        return {};
    }
}

/// The very test by which Qt decides to hand a connection on to its WebSocket server.
bool asksForWebSocket(const QHttpServerRequest &request)
{
    return request.value("connection").toLower().contains("upgrade") &&
           request.value("upgrade").compare("websocket", Qt::CaseInsensitive) == 0;
}

/// Who passes a request on for somebody else says so by one of these.
bool isForwarded(const QHttpServerRequest &request)
{
    static const QByteArrayList signs{"forwarded",         "x-forwarded-for", "x-forwarded-host",
                                      "x-forwarded-proto", "x-real-ip",       "via"};
    return std::any_of(signs.begin(), signs.end(),
                       [&](const QByteArray &sign) { return !request.value(sign).isNull(); });
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

/// Whether it is told once and clearly where the request ends. Qt takes a length that is no number for none,
/// and what follows for the next request (RFC 9112, section 6.3).
bool isFramed(const QHttpServerRequest &request)
{
    const QByteArrayList lengths = valuesOf(request, "content-length");
    if (lengths.isEmpty())
        return true;
    const QByteArray length = lengths.first().trimmed();
    return lengths.size() == 1 && !length.isEmpty() &&
           std::ranges::all_of(length, [](char c) { return c >= '0' && c <= '9'; }) && length.size() < 10 &&
           valuesOf(request, "transfer-encoding").isEmpty();
}

/// Whether the connection ends with the answer. Under HTTP/1.0 it does, unless somebody asks for more.
bool isLast(const QHttpServerRequest &request, const Connection &connection)
{
    const QByteArray wish = request.value("connection").toLower();
    return wish == "close" || (connection.speaksHttp10() && wish != "keep-alive");
}

HttpRequest converted(const QHttpServerRequest &request, const Connection &connection)
{
    return {.method = methodName(request.method()),
            .path = request.url().path(),
            .query = request.query(),
            .host = request.value("host"),
            .origin = headerOf(request, "origin"),
            .webSocket = asksForWebSocket(request),
            .contentType = request.value("content-type"),
            .authorization = request.value("authorization"),
            .idempotencyKey = request.value("idempotency-key"),
            .body = request.body(),
            .forwarded = isForwarded(request),
            .peer = connection.peerAddress(),
            .local = connection.localAddress(),
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

// What was sent before on the same connection is answered first: an upgrade would overtake it.
bool HttpServer::granted(const QHttpServerRequest &request, Connection *connection) const
{
    if (!connection || connection->owesAnswers())
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
    if (!connection || connection->state() != QAbstractSocket::ConnectedState)
        return;
    const quint64 place = connection->requestCompleted();
    if (connection->state() != QAbstractSocket::ConnectedState)
        return; // it owes too many answers already
    const HttpRequest asked = converted(request, *connection);
    const bool isClear = isFramed(request);
    const bool last = !isClear || isLast(request, *connection);
    const bool withBody = asked.method != "HEAD";
    const Reply reply = [=, waiting = QPointer(connection)](const HttpResponse &response) {
        if (waiting)
            waiting->answer(place, serialized(response, withBody), last);
    };
    if (!isClear)
        return reply(problem(400, QStringLiteral("The length of this request is not clear.")));
    if (!asked.webSocket)
        return m_answer(asked, reply);
    const HttpResponse refusal = m_grant(asked);
    reply(
        refusal.status != 101
            ? refusal
            : problem(400, QStringLiteral("A connection that waits for answers cannot become a WebSocket.")));
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
    if (asksForWebSocket(request))
        return granted(request, qobject_cast<Connection *>(socket));
    respond(request, qobject_cast<Connection *>(socket));
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
        webSocket->setMaxAllowedIncomingFrameSize(maxMessageBytes);
        webSocket->setMaxAllowedIncomingMessageSize(maxMessageBytes);
        m_open(std::move(webSocket), connection, *upgrade);
    }
}

} // namespace everbounce
