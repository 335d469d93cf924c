// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace everbounce {

/// Whether holdThreads() works here: it needs a /proc of this process's own namespace.
bool canHoldThreads();

/// Stops this whole process for that time, including the calling thread: each thread sleeps inside a signal
/// handler. For a process that SIGSTOP cannot stop, because it is process 1 of its container, or that nobody
/// would continue. False if it failed.
bool holdThreads(std::chrono::milliseconds length);

} // namespace everbounce
