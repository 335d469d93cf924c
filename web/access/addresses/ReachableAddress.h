// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/OwnAddresses.h"

namespace everbounce {

/// Whether a listener at this address is at all addresses of its machine.
bool isEveryAddress(const QHostAddress &listening);

/// The address by which others reach a listener at `listening`: that address or, if it listens on any, the
/// best of this machine's; loopback if there is no network at all. Null if others would have to name one of
/// their own interfaces (fe80::1%eth0), which means nothing in a URL. Pure.
QHostAddress reachableAddress(const QHostAddress &listening, const QList<OwnAddress> &ofThisMachine);

} // namespace everbounce
