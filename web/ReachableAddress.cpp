// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ReachableAddress.h"

namespace everbounce {
namespace {

/// How good an address is for others; 0 is not at all.
int reach(const QHostAddress &address)
{
    if (address.isNull() || address.isLoopback())
        return 0;
    const bool isIPv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    if (address.isLinkLocal())
        return isIPv4 ? 1 : 0; // of IPv6 it needs a name of the reader's own interface
    return isIPv4 ? 3 : 2;
}

} // namespace

QHostAddress reachableAddress(const QHostAddress &listening, const QList<QHostAddress> &ofThisMachine)
{
    if (listening != QHostAddress::Any && listening != QHostAddress::AnyIPv4 &&
        listening != QHostAddress::AnyIPv6)
        return listening;
    QHostAddress best(QHostAddress::LocalHost);
    for (const QHostAddress &address : ofThisMachine) {
        if (reach(address) > reach(best))
            best = address;
    }
    return best;
}

} // namespace everbounce
