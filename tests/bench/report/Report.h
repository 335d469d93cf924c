// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/report/Figure.h"

#include <optional>

namespace everbounce::bench {

/// What one part found and everything to say about it: enough to write the page long after.
struct Report
{
    QString name;
    QString title;
    QString how;
    Result result;
    QString version; ///< of the programs measured
    QString at;      ///< when it was begun, UTC, ISO 8601
    double seconds = 0;
    QJsonObject machine;
    double busyBefore = 0; ///< percent of all processors that others used right before, and right after
    double busyAfter = 0;

    /// Others had so much of the machine that the figures are hints at most.
    bool disturbed() const;
};

/// With all samples.
QJsonObject toJson(const Report &report);

/// Nothing if it is not what toJson() makes.
std::optional<Report> reportFrom(const QJsonObject &json);

/// Date, version, machine, and how busy that was: two sentences.
QString circumstances(const Report &report);

/// For a terminal: each line ended.
QString toText(const Report &report);

/// A section of the page: each line ended.
QString toMarkdown(const Report &report);

} // namespace everbounce::bench
