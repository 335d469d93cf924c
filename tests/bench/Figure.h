// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>

namespace everbounce::bench {

/// One thing that was measured, any number of times.
struct Figure
{
    QString part; ///< of the benchmark
    QString what;
    QString unit;
    QString target; ///< in words; empty where there is none
    QList<double> samples;
    int decimals = 1; ///< shown in the table

    /// The value that so many of a hundred samples do not exceed (nearest rank). There must be samples.
    double percentile(double percent) const;
    double median() const { return percentile(50); }
    double worst() const { return percentile(100); }
};

/// How much is done: everything, or little, to see that the benchmark itself works.
struct Extent
{
    int kills = 50;
    int freezes = 10;
    int crashes = 50;
    int starts = 20;
    std::chrono::seconds watching{20};

    static Extent quick() { return {3, 1, 2, 2, std::chrono::seconds(2)}; }
};

double milliseconds(std::chrono::nanoseconds time);

/// A table for people, each line ended.
QString table(const QList<Figure> &figures);

/// What can be said of this machine now. Its load is the average of the last minute: where it is much over 0
/// before anything is measured, others have their share in the figures.
QJsonObject machine();

/// All samples, and the machine that they were taken on.
QJsonObject toJson(const QList<Figure> &figures, const QJsonObject &on);

} // namespace everbounce::bench
