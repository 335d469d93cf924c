// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace everbounce {

/// JavaScript that makes a fresh QJSEngine a world of pure functions. It removes every name that is not on
/// its list and the impure members of those that are, and freezes the rest. Since it lists what stays, it
/// needs no change when a later Qt adds something. Its value is the function that freezes an object with
/// everything that it leads to.
extern const QLatin1String kPureWorld;

/// JavaScript, a function of (generator, freeze): makes the function that C++ calls once a tick.
///
/// `generator` is the ball's generator in C++, of which the script sees two functions. The first argument of
/// each call is the script's whole text as a function. It runs anew at every tick, so that none of its
/// variables survive to the next. The function returns an array of four numbers, always the same one, or a
/// text that says what went wrong. At a negative tick it only checks whether there is a `next`.
extern const QLatin1String kTickMaker;

} // namespace everbounce
