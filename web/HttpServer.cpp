// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/HttpServer.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>

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

HttpRequest converted(const QHttpServerRequest &request)
{
    return {.method = methodName(request.method()),
            .path = request.url().path(),
            .query = request.query(),
            .host = request.value("host"),
            .origin = request.value("origin"),
            .webSocket = asksForWebSocket(request)};
}

} // namespace

HttpServer::HttpServer(TcpListener *listener, Answer answer, Open open, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_listener(listener)
    , m_answer(std::move(answer))
    , m_open(std::move(open))
{
    connect(this, &QAbstractHttpServer::newWebSocketConnection, this, &HttpServer::openWebSockets);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    // Qt would answer a denial with a bare status line: what is passed on goes to missingHandler instead.
    addWebSocketUpgradeVerifier(this, [this](const QHttpServerRequest &request) {
        using Verdict = QHttpServerWebSocketUpgradeResponse;
        return m_answer(converted(request)).status == 101 ? Verdict::accept() : Verdict::passToNext();
    });
#endif
    bind(listener);
}

// The answer is written to the connection itself in both versions: the responder of 6.8 cannot answer HEAD,
// and knows one way only to end each header.
void HttpServer::respond(const QHttpServerRequest &request, Connection *connection)
{
    if (!connection || connection->state() != QAbstractSocket::ConnectedState)
        return;
    const HttpRequest asked = converted(request);
    connection->write(serialized(m_answer(asked), asked.method != "HEAD"));
    connection->flush(); // what is left may be lost where Qt closes the connection after this
    connection->requestCompleted();
    if (request.value("connection").toLower() == "close")
        connection->disconnectFromHost();
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
        return m_answer(converted(request)).status == 101;
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
        if (!connection)
            continue; // it is gone already
        connection->becameWebSocket();
        webSocket->setMaxAllowedIncomingFrameSize(maxMessageBytes);
        webSocket->setMaxAllowedIncomingMessageSize(maxMessageBytes);
        m_open(std::move(webSocket));
    }
}

} // namespace everbounce
