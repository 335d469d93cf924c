// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/Sender.h"
#include "web/http/connection/Origin.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace everbounce {

/// The parts of an HTTP request that matter here.
struct HttpRequest
{
    QByteArray method; ///< upper case; empty if it is not a known one
    QString path;
    QUrlQuery query;
    QByteArray host;                ///< the header, as it came
    QByteArray origin;              ///< the header, as it came; null if there is none
    QByteArray fetchSite;           ///< "Sec-Fetch-Site", as it came; null if there is none
    bool webSocket = false;         ///< asks to become a WebSocket
    bool encrypted = false;         ///< by TLS up to this node
    bool passedOnEncrypted = false; ///< by TLS up to a trusted proxy
    QByteArray contentType;         ///< these: the headers, as they came; null if there is none
    QByteArray authorization;
    QByteArray cookies;
    QByteArray idempotencyKey;
    QByteArray ifMatch;
    QByteArray ifNoneMatch;
    QByteArray body;
    std::shared_ptr<Sender> sender; ///< of all requests on the same connection; null: not known
    QHostAddress from{};            ///< the client, as far as trusted proxies say; null: the sender
    Origin countsFor{};             ///< for whom its wrong tokens and its sessions count
    quint64 connection = 0;         ///< the number of its connection
    quint64 client = 0; ///< whom its commands count for: its connection, or who is behind the proxy
};

/// An answer. Status 101 stands for "let it become a WebSocket" and has no body.
struct HttpResponse
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
};

/// Takes the answer to a request, once, now or later; drops it if the connection is gone by then.
using Reply = std::function<void(const HttpResponse &)>;

/// A refusal as in RFC 9457: `detail` is one sentence for a person.
HttpResponse problem(int status, const QString &detail);

/// The reason phrase of a status, which is also the title of a problem; never empty.
QByteArray reasonPhrase(int status);

/// An HTTP/1.1 response as it goes over the wire, with hardening headers. Without the body for HEAD.
QByteArray serialized(const HttpResponse &response, bool withBody = true);

} // namespace everbounce
