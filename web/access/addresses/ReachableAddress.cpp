// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/addresses/ReachableAddress.h"

namespace everbounce {

bool isEveryAddress(const QHostAddress &listening)
{
    return listening == QHostAddress::Any || listening == QHostAddress::AnyIPv4 ||
           listening == QHostAddress::AnyIPv6;
}

QHostAddress reachableAddress(const QHostAddress &listening, const QList<OwnAddress> &ofThisMachine)
{
    if (!isEveryAddress(listening))
        return needsZone(listening) ? QHostAddress() : listening;
    return reachableAddresses(ofThisMachine).value(0, QHostAddress(QHostAddress::LocalHost));
}

} // namespace everbounce
