// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

namespace everbounce {

/// An address of this machine.
struct OwnAddress
{
    QHostAddress address;
    int prefixLength = 0;    ///< of its network; 0 where that is not known
    bool hasCarrier = false; ///< its interface is up, and something is at the other end
    bool isRouted = false;   ///< what goes to far-away machines goes out from here
};

/// All of them, as they were within the last second.
QList<OwnAddress> ownAddresses();

/// Those at which others may reach what this machine serves on all, the best first: those that routes lead
/// to, then those of IPv4, which every browser's network has, then those of IPv6; addresses that a machine
/// gives itself come last. Loopback is not among them, nor is an address that means something on its own wire
/// only and needs the reader's name of an interface (fe80::1%eth0), nor one without a carrier. Pure.
QList<QHostAddress> reachableAddresses(const QList<OwnAddress> &addresses);

/// Whether an address needs the name of one of the reader's own interfaces.
bool needsZone(const QHostAddress &address);

} // namespace everbounce
