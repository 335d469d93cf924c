// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/PassedOn.h"

#include <QMap>

namespace everbounce {
namespace {

constexpr qsizetype mostHops = 32;

/// Parts between separators that are in no quotation marks; none if those do not close.
QByteArrayList split(const QByteArray &text, char separator)
{
    QByteArrayList parts{QByteArray()};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"')
            quoted = !quoted;
        if (c == separator && !quoted) {
            parts << QByteArray();
            continue;
        }
        parts.last() += c;
        if (quoted && c == '\\' && i + 1 < text.size())
            parts.last() += text[++i];
    }
    return quoted ? QByteArrayList() : parts;
}

QByteArray unquoted(QByteArray text)
{
    text = text.trimmed();
    return text.size() >= 2 && text.startsWith('"') && text.endsWith('"') ? text.sliced(1, text.size() - 2)
                                                                          : text;
}

/// "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]" or "[2001:db8::1]:80".
std::optional<QHostAddress> addressOf(QByteArray text)
{
    text = unquoted(text);
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 0 || (end + 1 < text.size() && text[end + 1] != ':'))
            return std::nullopt;
        text = text.sliced(1, end - 1);
    } else if (text.count(':') == 1) {
        text = text.first(text.indexOf(':'));
    }
    const QHostAddress address = plainAddress(QHostAddress(QString::fromLatin1(text)));
    const bool isWhole = text.contains(':') || text.count('.') == 3;
    return address.isNull() || !isWhole ? std::nullopt : std::optional(address);
}

std::optional<QHostAddress> clientOf(const QByteArrayList &hops, const TrustedProxies &trusted)
{
    if (hops.isEmpty() || hops.size() > mostHops)
        return std::nullopt;
    std::optional<QHostAddress> heard;
    for (qsizetype i = hops.size() - 1; i >= 0; --i) {
        heard = addressOf(hops[i]);
        if (!heard || !trusted.contains(*heard))
            break;
    }
    return heard;
}

using Hop = QMap<QByteArray, QByteArray>;

QList<Hop> hopsOf(const QByteArray &forwarded)
{
    QList<Hop> hops;
    for (const QByteArray &element : split(forwarded, ',')) {
        Hop hop;
        for (const QByteArray &pair : split(element, ';')) {
            const qsizetype equals = pair.indexOf('=');
            if (equals > 0)
                hop.insert(pair.first(equals).trimmed().toLower(), unquoted(pair.sliced(equals + 1)));
        }
        hops << hop;
    }
    return hops;
}

QByteArray lastOf(const QByteArray &list)
{
    return list.split(',').last().trimmed();
}

/// What both say, or the one that says something.
template<typename Value>
Value agreed(bool first, const Value &ofFirst, bool second, const Value &ofSecond)
{
    if (first && second)
        return ofFirst == ofSecond ? ofFirst : Value();
    return first ? ofFirst : second ? ofSecond : Value();
}

} // namespace

PassedOn readPassedOn(const PassedOnFields &fields, const TrustedProxies &trusted)
{
    const bool isStandard = !fields.forwarded.isNull();
    const QList<Hop> hops = isStandard ? hopsOf(fields.forwarded) : QList<Hop>();
    const Hop last = hops.isEmpty() ? Hop() : hops.last();
    QByteArrayList heard;
    for (const Hop &hop : hops)
        heard << hop.value("for");
    PassedOn said;
    said.client = agreed(isStandard, clientOf(heard, trusted), !fields.forwardedFor.isNull(),
                         clientOf(fields.forwardedFor.split(','), trusted));
    const QByteArray proto = agreed(last.contains("proto"), last.value("proto").toLower(),
                                    !fields.proto.isNull(), lastOf(fields.proto).toLower());
    said.encrypted = proto == "https";
    said.host = agreed(last.contains("host"), last.value("host"), !fields.host.isNull(), lastOf(fields.host));
    return said;
}

} // namespace everbounce
