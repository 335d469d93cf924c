// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Status.h"

#include "app/ctl/HttpGet.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

namespace everbounce::ctl {
namespace {

using Row = QStringList;

QString text(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member)).toVariant().toString();
}

QString duration(qint64 seconds)
{
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    if (seconds < 3600)
        return QStringLiteral("%1 min").arg(seconds / 60);
    return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

Row nodeRow(const QJsonObject &node)
{
    return {node.value(QLatin1String("holder")).toBool() ? QStringLiteral("*") : QString(),
            text(node, "version") + QLatin1Char('@') + text(node, "name"),
            text(node, "state"),
            text(node, "viewers"),
            duration(node.value(QLatin1String("uptime_s")).toInteger()),
            text(node, "url")};
}

/// Columns as wide as their widest entry, two spaces between them.
QString formatted(const QList<Row> &rows)
{
    QList<qsizetype> widths(rows.first().size(), 0);
    for (const Row &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    QString lines;
    for (const Row &row : rows) {
        for (qsizetype column = 0; column + 1 < row.size(); ++column)
            lines += row[column].leftJustified(widths[column] + 2);
        lines += row.last() + QLatin1Char('\n');
    }
    return lines;
}

QString forPeople(const QJsonObject &cluster, const QJsonObject &ball)
{
    QList<Row> rows{{QString(), QStringLiteral("NODE"), QStringLiteral("STATE"), QStringLiteral("VIEWERS"),
                     QStringLiteral("UP"), QStringLiteral("ADDRESS")}};
    for (const QJsonValue &node : cluster.value(QLatin1String("nodes")).toArray())
        rows.append(nodeRow(node.toObject()));
    const bool held = !cluster.value(QLatin1String("holder")).isNull();
    const QString flight =
        ball.isEmpty()
            ? QStringLiteral("not known yet")
            : QStringLiteral("%1, %2 at tick %3").arg(text(ball, "x"), text(ball, "y"), text(ball, "tick"));
    return formatted(rows) + QLatin1Char('\n') +
           formatted({{QStringLiteral("Cluster"), text(cluster, "cluster")},
                      {QStringLiteral("Users online"), text(cluster, "viewers_online")},
                      {QStringLiteral("Term"),
                       held ? text(cluster, "term") : QStringLiteral("none: no holder is known")},
                      {QStringLiteral("Behaviour"), text(cluster, "behavior")},
                      {QStringLiteral("Ball"), flight}});
}

} // namespace

int status(const QUrl &node, bool asJson)
{
    const Fetched cluster = fetch(node, QStringLiteral("api/v1/cluster"));
    const QJsonObject clusterObject = QJsonDocument::fromJson(cluster.body).object();
    if (clusterObject.isEmpty()) {
        const QString error = cluster.error.isEmpty()
                                  ? unreachable(node, QStringLiteral("what is there is no Everbounce node"))
                                  : cluster.error;
        std::fprintf(stderr, "%s\n", qPrintable(error));
        return 1;
    }
    // A node that has just started knows of no ball yet: that is no error.
    const QByteArray ball = fetch(node, QStringLiteral("api/v1/ball")).body;
    if (asJson)
        std::printf("{\"cluster\":%s,\"ball\":%s}\n", cluster.body.constData(),
                    ball.isEmpty() ? "null" : ball.constData());
    else
        std::fputs(qPrintable(forPeople(clusterObject, QJsonDocument::fromJson(ball).object())), stdout);
    return 0;
}

} // namespace everbounce::ctl
