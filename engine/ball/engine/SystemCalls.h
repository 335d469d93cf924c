// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// What this process may ask of the kernel; each one allows less than the one before.
enum class SystemCalls {
    Loading, ///< to read files (and no more), to start threads, to map code
    Native,  ///< the same without opening files: for native code at work
    Script   ///< memory, time and the open pipes: for an interpreter at work
};

/// Allows these calls and no others, for every thread that runs or will run; a forbidden call fails with
/// EPERM. There is no way back. False if the kernel has no such filters: then nothing is forbidden.
[[nodiscard]] bool allowOnly(SystemCalls calls);

} // namespace everbounce
