// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// The engine process: answers requests from standard input on standard output until its input ends. The
/// process ends at once with its node, however that one died, and even while a behaviour computes without
/// end: a thread of its own reads the input. Returns the exit status.
int runEngine();

} // namespace everbounce
