// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/syntax/RequestHead.h"

#include "web/access/sender/ForwardingHeaders.h"
#include "web/http/syntax/HttpSyntax.h"

#include <algorithm>

namespace everbounce {
namespace {

/// No request has a length with more digits.
constexpr qsizetype mostDigits = 15;

constexpr HttpFault unclear{400, "The length of this request is ambiguous."};

/// "HTTP/D.D", D being a digit, with another major.
bool isOfAnotherMajor(QByteArrayView version)
{
    return version.size() == 8 && version.startsWith("HTTP/") && syntax::isNumber(version.sliced(5, 1)) &&
           version[6] == '.' && syntax::isNumber(version.sliced(7)) && version[5] != '1';
}

/// Sixteen bytes in base64: the last of the 22 significant characters has four bits to spare.
bool isWebSocketKey(const QByteArray &key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && decoded && decoded.decoded.size() == 16;
}

} // namespace

std::optional<HeaderField> readField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !syntax::isToken(line.first(colon)))
        return std::nullopt;
    return HeaderField{line.first(colon).toByteArray(),
                       syntax::trimmed(line.sliced(colon + 1)).toByteArray()};
}

HttpFault RequestHead::readStart(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = line.lastIndexOf(' ');
    if (first < 0 || first == second || !syntax::isToken(line.first(first)))
        return {400, "A request begins with METHOD TARGET VERSION, separated by single spaces."};
    const QByteArrayView version = line.sliced(second + 1);
    if (isOfAnotherMajor(version))
        return {505, "This node speaks HTTP/1.1 and HTTP/1.0."};
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return {400, "This node speaks HTTP/1.1 and HTTP/1.0."};
    minorVersion = version.back() - '0';
    method = line.first(first).toByteArray();
    return readTarget(line.sliced(first + 1, second - first - 1));
}

HttpFault RequestHead::readTarget(QByteArrayView text)
{
    const HttpFault fault{400, "The target of a request is a path, perhaps with a query."};
    if (method == "CONNECT")
        return {501, "This node is not a proxy."};
    if (text == "*" && method == "OPTIONS") {
        target = "*";
        return {};
    }
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (!syntax::equalsIgnoringCase(text.first(std::min(scheme.size(), text.size())), scheme))
            continue;
        const QByteArrayView rest = text.sliced(scheme.size());
        const auto isEnd = [](char c) { return c == '/' || c == '?'; };
        const qsizetype end = std::find_if(rest.begin(), rest.end(), isEnd) - rest.begin();
        if (end == 0 || !syntax::isHost(rest.first(end)))
            return fault;
        host = rest.first(end).toByteArray();
        target = rest.sliced(end).toByteArray();
        if (!target.startsWith('/'))
            target.prepend('/');
        return syntax::isOriginForm(target) ? readPath() : fault;
    }
    target = text.toByteArray();
    return syntax::isOriginForm(target) ? readPath() : fault;
}

HttpFault RequestHead::readPath() const
{
    if (syntax::isPlainPath(target))
        return {};
    return {400, "The path of a request has no dot segments, and no escapes for separators and for letters."};
}

HttpFault RequestHead::settle()
{
    for (const auto step :
         {&RequestHead::settleHost, &RequestHead::settleLength, &RequestHead::settleConnection}) {
        if (const HttpFault fault = (this->*step)())
            return fault;
    }
    return webSocket ? settleUpgrade() : HttpFault{};
}

// A host in the target wins (RFC 9112, section 3.2.2).
HttpFault RequestHead::settleHost()
{
    const QByteArrayList hosts = valuesOf("host");
    if (hosts.size() > 1 || (hosts.isEmpty() && minorVersion > 0))
        return {400, "A request needs exactly one Host field."};
    if (hosts.isEmpty())
        return {};
    const QByteArray named = syntax::withoutZone(hosts.first());
    if (!syntax::isHost(named))
        return {400, "The Host field names no host."};
    if (!host)
        host = named;
    return {};
}

HttpFault RequestHead::settleLength()
{
    const QByteArrayList lengths = valuesOf("content-length");
    if (const QByteArrayList codings = valuesOf("transfer-encoding"); !codings.isEmpty())
        return lengths.isEmpty() && minorVersion > 0 ? settleCodings(codings) : unclear;
    if (lengths.isEmpty())
        return {};
    QByteArray length = lengths.first();
    if (lengths.size() > 1 || !syntax::isNumber(length))
        return unclear;
    length.remove(0, std::find_if(length.begin(), length.end(), [](char c) { return c != '0'; }) -
                         length.begin());
    if (length.size() > mostDigits)
        return unclear;
    bodyLength = length.toLongLong();
    return {};
}

// Chunks come last, once and without parameters, or nobody knows where the request ends (RFC 9112, sections
// 6.3 and 7.1). Otherwise the end is clear, but the content may be in an unknown coding.
HttpFault RequestHead::settleCodings(const QByteArrayList &values)
{
    QByteArrayList others = syntax::transferCodings(values.join(','));
    if (others.isEmpty() || others.takeLast() != "chunked" || others.contains("chunked") ||
        others.contains("chunked;"))
        return unclear;
    chunked = true;
    if (!others.isEmpty())
        return {501, "The only transfer coding that this node knows is chunked."};
    return {};
}

HttpFault RequestHead::settleConnection()
{
    last = lists("connection", "close") || (minorVersion == 0 && !lists("connection", "keep-alive"));
    webSocket = method == "GET" && minorVersion > 0 && lists("connection", "upgrade") &&
                lists("upgrade", "websocket");
    for (const QByteArray &value : valuesOf("expect")) {
        if (!syntax::equalsIgnoringCase(value, "100-continue"))
            return {417, "The only expectation that this node meets is 100-continue."};
        awaitsContinue = minorVersion > 0 && (chunked || bodyLength > 0);
    }
    return {};
}

// A body would be taken for frames.
HttpFault RequestHead::settleUpgrade() const
{
    if (chunked || bodyLength > 0)
        return {400, "A request for a WebSocket has no body."};
    if (valuesOf("sec-websocket-version") != QByteArrayList{"13"})
        return {426, "The live feed speaks version 13 of the WebSocket protocol."};
    const QByteArrayList keys = valuesOf("sec-websocket-key");
    if (keys.size() != 1 || !isWebSocketKey(keys.first()))
        return {400, "A request for a WebSocket has one key of 16 bytes."};
    return {};
}

QByteArrayList RequestHead::valuesOf(QByteArrayView name) const
{
    QByteArrayList values;
    for (const HeaderField &field : fields) {
        if (syntax::equalsIgnoringCase(field.name, name))
            values.append(field.value);
    }
    return values;
}

bool RequestHead::lists(QByteArrayView name, const QByteArray &member) const
{
    const QByteArrayList values = valuesOf(name);
    return std::any_of(values.begin(), values.end(),
                       [&](const QByteArray &value) { return syntax::listOf(value).contains(member); });
}

QByteArray RequestHead::valueOf(QByteArrayView name) const
{
    const QByteArrayList values = valuesOf(name);
    if (values.isEmpty())
        return {};
    const QByteArray all = values.join(", ");
    return all.isNull() ? QByteArray("") : all;
}

bool RequestHead::isForwarded() const
{
    return std::any_of(fields.begin(), fields.end(), [](const HeaderField &field) {
        const bool namesFields = syntax::equalsIgnoringCase(field.name, "connection") ||
                                 syntax::equalsIgnoringCase(field.name, "trailer");
        const QByteArrayList named = namesFields ? syntax::listOf(field.value) : QByteArrayList();
        return tellsOfForwarding(field.name) || std::any_of(named.begin(), named.end(), tellsOfForwarding);
    });
}

} // namespace everbounce
