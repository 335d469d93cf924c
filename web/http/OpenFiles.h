// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Lets this process open as many files as its hard limit allows, and returns that number. Each viewer takes
/// one, and the usual soft limit of 1024 would turn viewers away. Children inherit it.
int raiseOpenFileLimit();

} // namespace everbounce
