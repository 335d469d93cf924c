// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/Http.h"

#include "web/text/Json.h"

#include <QMap>

#include <algorithm>

namespace everbounce {
namespace {

// For every answer, unless its route says otherwise: the page may load what belongs to it, everything else
// nothing.
constexpr QPair<const char *, const char *> hardening[] = {
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

QByteArray header(const QByteArray &name, const QByteArray &value)
{
    return name + ": " + value + "\r\n";
}

} // namespace

QByteArray reasonPhrase(int status)
{
    static const QMap<int, QByteArray> phrases{
        {200, "OK"},
        {307, "Temporary Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };
    return phrases.value(status, status < 500 ? "Refused" : "Failed");
}

HttpResponse problem(int status, const QString &detail)
{
    const QByteArray body = json::object({{"type", json::string(QStringLiteral("about:blank"))},
                                          {"title", json::string(QString::fromLatin1(reasonPhrase(status)))},
                                          {"status", json::integer(status)},
                                          {"detail", json::string(detail)}});
    return {status, "application/problem+json", body, {}};
}

QByteArray serialized(const HttpResponse &response, bool withBody)
{
    QByteArray wire =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    wire += header("Content-Type", response.contentType);
    wire += header("Content-Length", QByteArray::number(response.body.size()));
    const auto isOwn = [&](const char *name) {
        return std::any_of(response.headers.begin(), response.headers.end(),
                           [&](const auto &own) { return own.first == name; });
    };
    if (!isOwn("Cache-Control"))
        wire += header("Cache-Control", "no-cache");
    for (const auto &[name, value] : response.headers)
        wire += header(name, value);
    for (const auto &[name, value] : hardening) {
        if (!isOwn(name))
            wire += header(name, value);
    }
    wire += "\r\n";
    return withBody ? wire + response.body : wire;
}

} // namespace everbounce
