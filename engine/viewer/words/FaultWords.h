// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Fault.h"

/// The texts of faults for people, in the window's language.
namespace everbounce::words {

/// As on its button, in a word or two: "Kill".
QString briefOf(const FaultInfo &fault);
QString titleOf(const FaultInfo &fault);
QString whatOf(const FaultInfo &fault);
QString seeOf(const FaultInfo &fault);

} // namespace everbounce::words
