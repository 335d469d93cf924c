// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace everbounce {

/// Whether a header of this name may say that a request is passed on for somebody else. Proxies, load
/// balancers and tunnels have many such names and always new ones ("X-Real-IP", "Tailscale-User-Login"), so
/// every name counts as one that browsers and command line tools do not send by themselves. Pure.
bool tellsOfForwarding(QByteArrayView headerName);

} // namespace everbounce
