// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/interruption/FlightAnalysis.h"
#include "tests/bench/report/Figure.h"

#include <QJsonArray>

#include <optional>
#include <vector>

namespace everbounce::bench {

/// What one viewer saw of one interruption.
struct WatchedRun
{
    Nanoseconds begin{0}; ///< monotonic clock
    Sight sight;
    std::optional<Nanoseconds> unconnected; ///< none for a viewer that needs no connection
};

/// What one viewer saw of all interruptions of one kind.
struct InterruptionRow
{
    QString name; ///< of the interruption, in the samples
    QString what; ///< of the interruption, in the table
    QString viewer;
    std::vector<WatchedRun> runs;
};

/// What is promised, over all runs of all rows but the first one, which nothing interrupts.
QList<Figure> figuresOf(const std::vector<InterruptionRow> &rows);

/// A line a row; medians and worst cases.
Table tableOf(const std::vector<InterruptionRow> &rows);

/// Every run of every row.
QJsonArray toJson(const std::vector<InterruptionRow> &rows);

} // namespace everbounce::bench
