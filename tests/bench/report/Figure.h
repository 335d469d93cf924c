// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace everbounce::bench {

/// One thing that was measured, any number of times.
struct Figure
{
    QString what;
    QString unit;
    QString target; ///< in words; empty if there is none
    QList<double> samples;
    int decimals = 1;          ///< shown in tables
    QString original;          ///< what the original did, in words and in the same unit; empty where unknown
    bool moreIsBetter = false; ///< of two values the smaller one is the worse

    /// The value that is no better than so many of a hundred samples (nearest rank). There must be samples.
    double percentile(double percent) const;
    double median() const { return percentile(50); }
    double worst() const { return percentile(100); }
};

/// A table beside a part's figures. Each row has a cell for each column.
struct Table
{
    QString title;
    QStringList columns;
    QList<QStringList> rows;
};

/// What a part of the benchmark has found.
struct Result
{
    QList<Figure> figures;
    QList<Table> tables;
    QJsonObject details; ///< details for which no table has room, such as each run; kept in the file, and
                         ///< shown nowhere
};

/// The figures as a table: median, 99th percentile, worst and number of samples of each.
Table tableOf(const QList<Figure> &figures);

double milliseconds(std::chrono::nanoseconds time);

} // namespace everbounce::bench
