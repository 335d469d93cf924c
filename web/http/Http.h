// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/Sender.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace everbounce {

/// What of an HTTP request matters here.
struct HttpRequest
{
    QByteArray method; ///< upper case; empty where it is none that is known
    QString path;
    QUrlQuery query;
    QByteArray host;        ///< the header, as it came
    QByteArray origin;      ///< the header, as it came; null where there is none
    bool webSocket = false; ///< asks to become a WebSocket
    QByteArray contentType; ///< these three: the headers, as they came; null where there is none
    QByteArray authorization;
    QByteArray idempotencyKey;
    QByteArray body;
    std::shared_ptr<Sender> sender; ///< of all requests by the same connection; null: nobody known
    quint64 connection = 0;         ///< the number of the connection that it came by
};

/// An answer. Status 101 stands for "let it become a WebSocket" and has no body.
struct HttpResponse
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
};

/// Takes the answer to a request, once, now or later: where the connection is gone by then it is dropped.
using Reply = std::function<void(const HttpResponse &)>;

/// A refusal after RFC 9457: `detail` is one sentence for a person.
HttpResponse problem(int status, const QString &detail);

/// The reason phrase of a status, which is also the title of a problem; never empty.
QByteArray reasonPhrase(int status);

/// An HTTP/1.1 response as it goes over the wire, hardening headers added. For HEAD the body stays away.
QByteArray serialized(const HttpResponse &response, bool withBody = true);

} // namespace everbounce
