// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace everbounce {

/// Whether proxies, load balancers and tunnels use a header of this name to say that they pass a request on
/// for somebody else. There are many such names and always new ones, so a name counts by the words in it
/// ("X-Real-IP", "CF-Connecting-IP", "X-Forwarded-Port"), when in doubt as one. No header that browsers and
/// command line tools send by themselves is among them. Pure.
bool tellsOfForwarding(QByteArrayView headerName);

} // namespace everbounce
