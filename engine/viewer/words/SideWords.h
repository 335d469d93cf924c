// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/sides/Sides.h"

/// The sides of a partition for people, in the window's language.
namespace everbounce::words {

/// "Two sides: alpha holds the lease here, beta on the other side."; empty where there is one, and was.
QString sidesHeadline(const SidesView &view);

/// What else there is to say of the balls; empty where there is one.
QString sidesNote(const SidesView &view);

/// All of it.
QString sidesOf(const SidesView &view);

} // namespace everbounce::words
