// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace everbounce::harness {

/// Ports that nobody uses now. They lie below the range from which the kernel takes ports for outgoing
/// connections, so that a node that was killed finds its port free again. None is given twice, neither by
/// this process nor by another one that asks here, as long as this one runs.
quint16 freeTcpPort();
quint16 freeUdpPort();

} // namespace everbounce::harness
