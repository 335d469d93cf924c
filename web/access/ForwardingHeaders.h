// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace everbounce {

/// Whether a header of this name is one by which proxies, load balancers and tunnels tell that they pass a
/// request on for somebody else. Proxies have many such names, and invent more: a name counts by the words in
/// it ("X-Real-IP", "CF-Connecting-IP", "X-Forwarded-Port"), and rather once too often. No header that
/// browsers and command line tools send by themselves is among them. Pure.
bool tellsOfForwarding(QByteArrayView headerName);

} // namespace everbounce
