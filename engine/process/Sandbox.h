// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Gives up what flying does not need: this process runs code that nobody of this house wrote. It may not
/// start programs or processes, not signal any other process (but continue its node), nor look into one; its
/// memory and files are limited, and it is the first to go where memory is short. To be called before any
/// such code is loaded; there is no way back.
void enterSandbox();

} // namespace everbounce
