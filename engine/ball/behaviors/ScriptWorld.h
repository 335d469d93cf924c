// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace everbounce {

/// JavaScript that makes a fresh QJSEngine a world of pure functions: whatever is not on its list of names is
/// removed, impure members of what stays are removed too, and all the rest is frozen. Being a list of what
/// stays, it needs no change where a later Qt adds something. Its value is the function that freezes an
/// object with all that it leads to.
extern const QLatin1String kPureWorld;

/// JavaScript, a function of (generator, freeze): makes the function that C++ calls once a tick.
///
/// `generator` is the ball's one in C++, of which the script sees two functions. The first argument of each
/// call is the script's whole text as a function; it is run anew at every tick, so that no variable of it
/// lives on to the next. The function gives an array of four numbers, always the same one, or a text that
/// says what went wrong. At a negative tick it only looks whether there is a `next`.
extern const QLatin1String kTickMaker;

} // namespace everbounce
