// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FlightRecorder.h"

#include <QJsonObject>

namespace everbounce {

/// A time of the recorder for programs: milliseconds before its end, and names of nodes. `until` is its
/// end, milliseconds since 1970. The page writes the same. Pure.
QJsonObject recorderJson(const RecordedSpan &span, const FlightRecorder &names, qint64 until);

} // namespace everbounce
