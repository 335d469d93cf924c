// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

namespace everbounce {

/// An address of this machine.
struct OwnAddress
{
    QHostAddress address;
    int prefixLength = 0;    ///< of its network; 0 if not known
    bool hasCarrier = false; ///< its interface is up and has a carrier
    bool isRouted = false;   ///< the default route leads out from here
    bool isBridge = false;   ///< of a bridge, such as one to containers of this machine
};

/// All addresses of this machine, as of the last second.
QList<OwnAddress> ownAddresses();

/// The addresses at which others may reach a service on all addresses, the best first: those that routes lead
/// to, then IPv4, which every browser's network has, then IPv6; then addresses that a machine gives itself,
/// and last those of bridges to which no route leads. Left out are loopback, addresses that only mean
/// something on their own wire and need the reader's interface name (fe80::1%eth0), and those without a
/// carrier. Pure.
QList<QHostAddress> reachableAddresses(const QList<OwnAddress> &addresses);

/// Whether an address needs the name of one of the reader's own interfaces.
bool needsZone(const QHostAddress &address);

} // namespace everbounce
