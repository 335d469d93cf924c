// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report/Report.h"

#include <QJsonArray>
#include <QVariant>

namespace everbounce::bench {
namespace {

QString textOf(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QJsonObject toJson(const Figure &figure)
{
    QJsonArray samples;
    for (const double sample : figure.samples)
        samples << sample;
    return {{QStringLiteral("what"), figure.what},
            {QStringLiteral("unit"), figure.unit},
            {QStringLiteral("target"), figure.target},
            {QStringLiteral("original"), figure.original},
            {QStringLiteral("decimals"), figure.decimals},
            {QStringLiteral("more_is_better"), figure.moreIsBetter},
            {QStringLiteral("median"), figure.median()},
            {QStringLiteral("p99"), figure.percentile(99)},
            {QStringLiteral("worst"), figure.worst()},
            {QStringLiteral("samples"), samples}};
}

Figure figureFrom(const QJsonObject &json)
{
    Figure figure{textOf(json, "what"), textOf(json, "unit"), textOf(json, "target"), {}};
    const QJsonArray samples = json.value(QLatin1String("samples")).toArray();
    for (const auto &sample : samples)
        figure.samples << sample.toDouble();
    figure.decimals = json.value(QLatin1String("decimals")).toInt();
    figure.original = textOf(json, "original");
    figure.moreIsBetter = json.value(QLatin1String("more_is_better")).toBool();
    return figure;
}

QJsonObject toJson(const Table &table)
{
    QJsonArray rows;
    for (const QStringList &row : table.rows)
        rows << QJsonArray::fromStringList(row);
    return {{QStringLiteral("title"), table.title},
            {QStringLiteral("columns"), QJsonArray::fromStringList(table.columns)},
            {QStringLiteral("rows"), rows}};
}

Table tableFrom(const QJsonObject &json)
{
    Table table{textOf(json, "title"), json.value(QLatin1String("columns")).toVariant().toStringList(), {}};
    const QJsonArray rows = json.value(QLatin1String("rows")).toArray();
    for (const auto &row : rows)
        table.rows << row.toVariant().toStringList();
    return table;
}

bool isSound(const Result &result)
{
    for (const Figure &figure : result.figures)
        if (figure.samples.isEmpty())
            return false;
    for (const Table &table : result.tables)
        for (const QStringList &row : table.rows)
            if (row.size() != table.columns.size())
                return false;
    return true;
}

} // namespace

QJsonObject toJson(const Report &report)
{
    QJsonArray figures;
    for (const Figure &figure : report.result.figures)
        figures << toJson(figure);
    QJsonArray tables;
    for (const Table &table : report.result.tables)
        tables << toJson(table);
    return {{QStringLiteral("part"), report.name},
            {QStringLiteral("title"), report.title},
            {QStringLiteral("how"), report.how},
            {QStringLiteral("version"), report.version},
            {QStringLiteral("at"), report.at},
            {QStringLiteral("seconds"), report.seconds},
            {QStringLiteral("machine"), report.machine},
            {QStringLiteral("busy_before"), report.busyBefore},
            {QStringLiteral("busy_after"), report.busyAfter},
            {QStringLiteral("figures"), figures},
            {QStringLiteral("tables"), tables},
            {QStringLiteral("details"), report.result.details}};
}

std::optional<Report> reportFrom(const QJsonObject &json)
{
    const auto number = [&](const char *name) { return json.value(QLatin1String(name)).toDouble(); };
    Report report{textOf(json, "part"),    textOf(json, "title"),
                  textOf(json, "how"),     {},
                  textOf(json, "version"), textOf(json, "at"),
                  number("seconds"),       json.value(QLatin1String("machine")).toObject(),
                  number("busy_before"),   number("busy_after")};
    const QJsonArray figures = json.value(QLatin1String("figures")).toArray();
    for (const auto &figure : figures)
        report.result.figures << figureFrom(figure.toObject());
    const QJsonArray tables = json.value(QLatin1String("tables")).toArray();
    for (const auto &table : tables)
        report.result.tables << tableFrom(table.toObject());
    report.result.details = json.value(QLatin1String("details")).toObject();
    if (report.name.isEmpty() || report.title.isEmpty() || !isSound(report.result))
        return {};
    return report;
}

} // namespace everbounce::bench
