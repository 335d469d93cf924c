// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/InterruptionRow.h"

namespace everbounce::bench {
namespace {

using Value = std::optional<double> (*)(const WatchedRun &run);

/// The figures of a run.
struct Column
{
    const char *title;
    int decimals;
    bool moreIsBetter;
    Value value;
};

enum { Rate, Dropped, Stalled, Jumps, Distance, Unconnected };

constexpr Column measured[] = {
    {"frames/s", 1, true, [](const WatchedRun &run) { return std::optional(run.sight.rate); }},
    {"dropped", 0, false, [](const WatchedRun &run) { return std::optional<double>(run.sight.dropped); }},
    {"stalled", 0, false, [](const WatchedRun &run) { return std::optional<double>(run.sight.stalled); }},
    {"jumps", 0, false, [](const WatchedRun &run) { return std::optional<double>(run.sight.jumps); }},
    {"off, units", 2, false, [](const WatchedRun &run) { return std::optional(run.sight.distance); }},
    {"unconnected, ms", 0, false,
     [](const WatchedRun &run) {
         return run.unconnected ? std::optional(milliseconds(*run.unconnected)) : std::nullopt;
     }},
};

/// Median and worst, as "0 / 2".
QString cellOf(const InterruptionRow &row, const Column &column)
{
    Figure figure{{}, {}, {}, {}, column.decimals};
    figure.moreIsBetter = column.moreIsBetter;
    for (const WatchedRun &run : row.runs)
        if (const auto value = column.value(run))
            figure.samples << *value;
    if (figure.samples.isEmpty())
        return QStringLiteral("–");
    return QStringLiteral("%1 / %2").arg(QString::number(figure.median(), 'f', column.decimals),
                                         QString::number(figure.worst(), 'f', column.decimals));
}

/// Of one kind of viewers, while something failed.
Figure figureOf(const std::vector<InterruptionRow> &rows, const QString &viewer, Figure figure, Value value)
{
    figure.what = viewer + QLatin1String(": ") + figure.what;
    for (const InterruptionRow &row : rows)
        if (row.viewer == viewer && row.name != rows.front().name)
            for (const WatchedRun &run : row.runs)
                if (const auto sample = value(run))
                    figure.samples << *sample;
    return figure;
}

QJsonObject toJson(const WatchedRun &run)
{
    QJsonObject object{{QStringLiteral("begin_ns"), qint64(run.begin.count())},
                       {QStringLiteral("frames"), run.sight.frames},
                       {QStringLiteral("rate"), run.sight.rate},
                       {QStringLiteral("dropped"), run.sight.dropped},
                       {QStringLiteral("stalled"), run.sight.stalled},
                       {QStringLiteral("jumps"), run.sight.jumps},
                       {QStringLiteral("distance"), run.sight.distance},
                       {QStringLiteral("lag_ms"), milliseconds(run.sight.lag)},
                       {QStringLiteral("longest_rest_ms"), milliseconds(run.sight.longestRest)}};
    if (run.unconnected)
        object.insert(QStringLiteral("unconnected_ms"), milliseconds(*run.unconnected));
    return object;
}

} // namespace

QList<Figure> figuresOf(const std::vector<InterruptionRow> &rows)
{
    const Figure stalled{QStringLiteral("stalls"), QStringLiteral("a run"), QStringLiteral("0"), {}, 0};
    const Figure jumps{QStringLiteral("jumps"), QStringLiteral("a run"), QStringLiteral("0"), {}, 0};
    const Figure distance{
        QStringLiteral("off the unfailed flight"), QStringLiteral("units"), QStringLiteral("< 1"), {}, 2};
    const Figure unconnected{
        QStringLiteral("without a connection"), QStringLiteral("ms"), QStringLiteral("a few hundred"), {}, 0};
    QList<Figure> figures;
    for (const char *viewer : {"page", "window"}) {
        const auto add = [&](const Figure &figure, const Column &column) {
            figures << figureOf(rows, QString::fromLatin1(viewer), figure, column.value);
        };
        add(stalled, measured[Stalled]);
        add(jumps, measured[Jumps]);
        add(distance, measured[Distance]);
        add(unconnected, measured[Unconnected]);
    }
    figures.removeIf([](const Figure &figure) { return figure.samples.isEmpty(); });
    return figures;
}

Table tableOf(const std::vector<InterruptionRow> &rows)
{
    Table table{QStringLiteral("What a viewer saw of it: median / worst of all runs"),
                {QStringLiteral("what happened"), QStringLiteral("viewer"), QStringLiteral("runs")},
                {}};
    for (const Column &column : measured)
        table.columns << QString::fromLatin1(column.title);
    for (const InterruptionRow &row : rows) {
        QStringList cells{row.what, row.viewer, QString::number(row.runs.size())};
        for (const Column &column : measured)
            cells << cellOf(row, column);
        table.rows << cells;
    }
    return table;
}

QJsonArray toJson(const std::vector<InterruptionRow> &rows)
{
    QJsonArray array;
    for (const InterruptionRow &row : rows) {
        QJsonArray runs;
        for (const WatchedRun &run : row.runs)
            runs << toJson(run);
        array << QJsonObject{{QStringLiteral("interruption"), row.name},
                             {QStringLiteral("viewer"), row.viewer},
                             {QStringLiteral("runs"), runs}};
    }
    return array;
}

} // namespace everbounce::bench
