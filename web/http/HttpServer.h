// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Http.h"
#include "web/http/connection/TcpListener.h"

#include <QAbstractHttpServer>
#include <QWebSocket>

#include <functional>
#include <memory>

class QHttpServerRequest;
class QHttpServerResponder;

namespace everbounce {

/// QtHttpServer, as everything else here sees it. Its interface differs between Qt 6.4 and 6.8; this class
/// hides the differences. Lives on the thread on which it was made.
class HttpServer final : public QAbstractHttpServer
{
    Q_OBJECT
public:
    /// Answers a request, at once or later.
    using Answer = std::function<void(const HttpRequest &, const Reply &)>;

    /// Grants a WebSocket request by the status 101, and refuses it by any other. It may be asked twice about
    /// one refused request, so it must change nothing.
    using Grant = std::function<HttpResponse(const HttpRequest &)>;

    /// Takes over a WebSocket, with its connection and the request that was granted.
    using Open = std::function<void(std::unique_ptr<QWebSocket>, Connection *, const HttpRequest &)>;

    /// Takes over a listener that already listens, and serves its connections.
    HttpServer(TcpListener *listener, Answer answer, Grant grant, Open open, QObject *parent = nullptr);

protected:
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#endif

private:
    bool granted(Connection *connection) const;
    void respond(Connection *connection);
    void openWebSockets();

    TcpListener *m_listener;
    Answer m_answer;
    Grant m_grant;
    Open m_open;
};

} // namespace everbounce
