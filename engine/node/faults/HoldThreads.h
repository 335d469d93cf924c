// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace everbounce {

/// Whether holdThreads() can do it here: it needs a /proc of this process's own namespace.
bool canHoldThreads();

/// Stops this whole process, the calling thread included, for so long: each of its threads sleeps within the
/// handler of a signal. For a process that SIGSTOP does not stop, as it is process 1 of its container, or
/// that nobody would continue. False where it has not.
bool holdThreads(std::chrono::milliseconds length);

} // namespace everbounce
