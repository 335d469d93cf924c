// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FlightRecorder.h"

/// The flight recorder in words, in the window's language.
namespace everbounce::words {

/// The minute in one sentence.
QString summaryOf(const RecordedMinute &minute);

/// What happened around an instant, at most `tolerance` (milliseconds) away.
QString around(const RecordedMinute &minute, double at, double tolerance, const FlightRecorder &names);

/// The instants at which something happened, oldest first, each once.
std::vector<double> instantsOf(const RecordedMinute &minute);

} // namespace everbounce::words
