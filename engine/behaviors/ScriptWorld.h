// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace everbounce {

/// JavaScript that makes a fresh QJSEngine a world of pure functions: whatever is not on its list of names is
/// removed, impure members of what stays are removed too, and all the rest is frozen. Being a list of what
/// stays, it needs no change where a later Qt adds something.
extern const QLatin1String kPureWorld;

/// JavaScript, a function of (text, random): makes the function that C++ calls once a tick.
///
/// `text` is the script's whole text as a function; it is run anew at every tick, so that no variable of it
/// lives on to the next. `random` is the ball's generator in C++, of which the script sees two functions. The
/// function gives an array of four numbers, always the same one, or a text that says what went wrong. At a
/// negative tick it only looks whether there is a `next`.
extern const QLatin1String kTickMaker;

} // namespace everbounce
