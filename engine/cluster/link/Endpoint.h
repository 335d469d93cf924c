// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace everbounce {

/// Where somebody listens.
struct Endpoint
{
    QHostAddress address;
    quint16 port = 0;

    bool operator==(const Endpoint &) const = default;
};

/// IPv4 addresses that a dual-stack socket reports as IPv6, as what they are.
inline QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIPv4 = false;
    const QHostAddress plain(address.toIPv4Address(&isIPv4));
    return isIPv4 ? plain : address;
}

} // namespace everbounce
