// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QString>

/// Numbers and times for people, in the window's language.
namespace everbounce::words {

/// With the decimal point of the language; so many places.
QString fixed(double number, int places);

/// "up 3 min".
QString age(Nanoseconds up);

/// "0.3 ms", "12 ms", "1.5 s", "12 s": as many digits as are meaningful.
QString milliseconds(double ms);

/// All of a cluster in one line, for a wall. `holder` is a name, empty if there is none; `summary` the
/// recorder's, or empty.
QString statusLine(const QString &holder, quint64 term, const QString &behavior, int nodes,
                   const QString &summary = {});

} // namespace everbounce::words
