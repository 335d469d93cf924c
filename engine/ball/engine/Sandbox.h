// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Gives up what an engine never needs: this process is going to run code that nobody of this house wrote.
/// Its memory and files are limited, it has no privileges and gets none, it is the first to go where memory
/// is short, and may ask of the kernel what SystemCalls::Loading says. To be called before there is another
/// thread; there is no way back. What runs later is held in more narrowly still (see ForeignCode.h). False
/// where the kernel has no filters of system calls.
[[nodiscard]] bool enterSandbox();

} // namespace everbounce
