// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Takes the code out of this process's memory that only its start has run; what is still needed comes back
/// from the page cache as it is used. It halves a node's memory, and with it the time that the kernel takes
/// to clear it away when the node is killed: only after that does it close the node's sockets, so that others
/// learn of the death. Not for a program that draws: graphics drivers may change their code in place.
void giveBackStartupPages();

} // namespace everbounce
