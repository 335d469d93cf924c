// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

namespace everbounce {

/// The address by which others reach a listener at `listening`: that one itself, or, where it listens on any,
/// the best of this machine's. Pure.
///
/// The best is one of IPv4, which every browser's network has, then a global or private one of IPv6;
/// addresses that mean something on their own wire only come last. Loopback where there is no network at all.
QHostAddress reachableAddress(const QHostAddress &listening, const QList<QHostAddress> &ofThisMachine);

} // namespace everbounce
