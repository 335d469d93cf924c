// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/ForwardingHeaders.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace everbounce {
namespace {

/// What browsers, everbouncectl, curl, wget and the libraries of scripting languages send by themselves or
/// for their users. "close" is no field, but stands among them in Connection.
constexpr std::array plain{
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "access-control-request-headers",
    "access-control-request-method",
    "access-control-request-private-network",
    "alt-used",
    "authorization",
    "cache-control",
    "close",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "dnt",
    "expect",
    "host",
    "http2-settings",
    "idempotency-key",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "last-event-id",
    "origin",
    "pragma",
    "priority",
    "purpose",
    "range",
    "referer",
    "save-data",
    "sec-gpc",
    "sec-purpose",
    "service-worker",
    "service-worker-navigation-preload",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "x-prometheus-scrape-timeout-seconds",
    "x-requested-with",
};

/// A browser's own, of which there are many.
constexpr std::array plainBeginnings{"sec-ch-", "sec-fetch-", "sec-websocket-"};

} // namespace

bool tellsOfForwarding(QByteArrayView headerName)
{
    const QByteArray name = headerName.toByteArray().toLower();
    return std::ranges::none_of(plain, [&](const char *known) { return name == known; }) &&
           std::ranges::none_of(plainBeginnings, [&](const char *known) { return name.startsWith(known); });
}

} // namespace everbounce
