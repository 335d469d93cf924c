// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report/Figure.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace everbounce::bench {
namespace {

QStringList cellsOf(const Figure &figure)
{
    const auto number = [&](double value) { return QString::number(value, 'f', figure.decimals); };
    const bool many = figure.samples.size() > 1;
    return {figure.what,
            number(figure.median()),
            many ? number(figure.percentile(99)) : QString(),
            many ? number(figure.worst()) : QString(),
            figure.unit,
            QString::number(figure.samples.size()),
            figure.target,
            figure.original};
}

} // namespace

double Figure::percentile(double percent) const
{
    QList<double> sorted = samples;
    if (moreIsBetter)
        std::sort(sorted.begin(), sorted.end(), std::greater<>());
    else
        std::sort(sorted.begin(), sorted.end());
    const auto rank = qsizetype(std::ceil(percent / 100 * double(sorted.size())));
    return sorted.at(std::clamp<qsizetype>(rank, 1, sorted.size()) - 1);
}

Table tableOf(const QList<Figure> &figures)
{
    Table table{{},
                {QStringLiteral("measured"), QStringLiteral("median"), QStringLiteral("p99"),
                 QStringLiteral("worst"), QStringLiteral("unit"), QStringLiteral("n"),
                 QStringLiteral("target"), QStringLiteral("the original")},
                {}};
    for (const Figure &figure : figures)
        table.rows << cellsOf(figure);
    return table;
}

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace everbounce::bench
