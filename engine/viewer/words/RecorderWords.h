// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FlightRecorder.h"

/// The flight recorder in words, in the window's language.
namespace everbounce::words {

/// Whether a viewer measures its frames.
enum class Stalls { Measured, Unmeasured };

/// That time in one sentence.
QString summaryOf(const RecordedSpan &span, Stalls stalls = Stalls::Measured);

/// What happened around an instant, at most `tolerance` (milliseconds) away; of each kind the nearest few.
QString around(const RecordedSpan &span, double at, double tolerance, const FlightRecorder &names);

/// The instants at which something happened, oldest first, each once.
std::vector<double> instantsOf(const RecordedSpan &span);

} // namespace everbounce::words
