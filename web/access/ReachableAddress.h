// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/OwnAddresses.h"

namespace everbounce {

/// Whether a listener there is at all addresses of its machine.
bool isEveryAddress(const QHostAddress &listening);

/// The address by which others reach a listener at `listening`: that one itself, or, where it listens on any,
/// the best of this machine's; loopback where there is no network at all. None where only whoever names an
/// interface of his own can reach it (fe80::1%eth0): in a URL of somebody else it means nothing. Pure.
QHostAddress reachableAddress(const QHostAddress &listening, const QList<OwnAddress> &ofThisMachine);

} // namespace everbounce
