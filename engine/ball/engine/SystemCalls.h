// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// What this process may ask of the kernel: each one allows a part of what the one before does.
enum class SystemCalls {
    Loading, ///< to read files (and no more), to start threads, to map code
    Native,  ///< the same without opening files: for native code at work
    Script   ///< memory, time and the pipes that are open: for an interpreter at work
};

/// Allows these calls and no others, to every thread that runs or will run; what is refused fails with EPERM.
/// There is no way back. False where the kernel has no such filters: then nothing is forbidden.
[[nodiscard]] bool allowOnly(SystemCalls calls);

} // namespace everbounce
