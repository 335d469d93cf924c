// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/TrustedProxies.h"

#include <algorithm>

namespace everbounce {
namespace {

int bitsOf(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128;
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
    const QHostAddress address = plainAddress(QHostAddress(name));
    if (address.isNull() || (!name.contains(u':') && name.count(u'.') != 3))
        return false;
    const int all = bitsOf(address);
    bool ok = true;
    const int bits = slash < 0 ? all : text.mid(slash + 1).toInt(&ok);
    if (!ok || bits < 1 || bits > all)
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
