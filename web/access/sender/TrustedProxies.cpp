// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/TrustedProxies.h"

#include <algorithm>

namespace everbounce {
namespace {

int bitsOf(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128;
}

/// Digits alone, or -1.
int numberIn(const QString &text)
{
    const bool isNumber =
        !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber ? text.toInt() : -1;
}

/// As people write addresses: not 10.1, nor 010.0.0.1, which some programs take for 8.0.0.1.
bool isPlain(const QString &name, const QHostAddress &address)
{
    return name.contains(u':') || address.toString() == name.trimmed();
}

} // namespace

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 number = address.toIPv4Address(&isIPv4);
    if (isIPv4)
        return QHostAddress(number);
    QHostAddress plain = address;
    plain.setScopeId({});
    return plain;
}

bool TrustedProxies::add(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QString name = slash < 0 ? text : text.left(slash);
    const QHostAddress said(name);
    const QHostAddress address = plainAddress(said);
    if (address.isNull() || !isPlain(name, said))
        return false;
    const int all = bitsOf(address);
    const int beyond = bitsOf(said) - all; // of ::ffff:0:0/96, if it is an IPv4 address within that
    const int bits = slash < 0 ? all : numberIn(text.mid(slash + 1).trimmed()) - beyond;
    if (bits < 1 || bits > all)
        return false;
    m_ranges.append({address, bits});
    return true;
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    return std::any_of(m_ranges.begin(), m_ranges.end(), [&](const auto &range) {
        return plain.protocol() == range.first.protocol() && plain.isInSubnet(range.first, range.second);
    });
}

} // namespace everbounce
