// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Failovers.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace everbounce::ctl {
namespace {

QString ago(double seconds)
{
    if (seconds < 60)
        return QStringLiteral("%1 s ago").arg(seconds, 0, 'f', 0);
    if (seconds < 3600)
        return QStringLiteral("%1 min ago").arg(seconds / 60, 0, 'f', 0);
    return QStringLiteral("%1 h ago").arg(seconds / 3600, 0, 'f', 1);
}

} // namespace

int failovers(const QUrl &node, Style style)
{
    const auto read = document(node, "api/v1/failovers", aList);
    if (const auto *failure = std::get_if<Failure>(&read))
        return report(*failure, style == Style::Json);
    const QJsonDocument all = std::get<QJsonDocument>(read);
    if (style == Style::Json) {
        printJson(all.toJson(QJsonDocument::Compact));
        return int(Exit::Done);
    }
    QList<QStringList> rows{
        {QStringLiteral("TERM"), QStringLiteral("FROM"), QStringLiteral("TO"), QStringLiteral("WHEN")}};
    for (const QJsonValue &value : all.array()) {
        const QJsonObject change = value.toObject();
        rows.append({text(change, "term"), text(change, "from"), text(change, "to"),
                     ago(change.value(QLatin1String("seconds_ago")).toDouble())});
    }
    if (style == Style::Names) {
        for (const QStringList &row : rows.sliced(1))
            print(row.first() + QLatin1Char('\n'));
    } else if (rows.size() == 1) {
        print(QStringLiteral("The holder has not changed yet.\n"));
    } else {
        print(table(rows) + QStringLiteral("\neverbouncectl failover TERM tells how one of them went.\n"));
    }
    return int(Exit::Done);
}

int failover(const QUrl &node, const QString &term, bool asJson)
{
    bool ok = false;
    if (term.toULongLong(&ok); !ok)
        return report({Exit::BadUsage,
                       QStringLiteral("failover takes a term, a whole number. See everbouncectl --help."),
                       {}},
                      asJson);
    const auto read = document(node, "api/v1/failovers/" + term.toLatin1(), "headline");
    if (const auto *failure = std::get_if<Failure>(&read))
        return report(*failure, asJson);
    const QJsonDocument change = std::get<QJsonDocument>(read);
    if (asJson) {
        printJson(change.toJson(QJsonDocument::Compact));
        return int(Exit::Done);
    }
    const QJsonObject object = change.object();
    print(QStringLiteral("Term %1, %2: %3\n")
              .arg(text(object, "term"), ago(object.value(QLatin1String("seconds_ago")).toDouble()),
                   text(object, "headline")));
    QList<QStringList> rows;
    for (const QJsonValue &line : object.value(QLatin1String("lines")).toArray())
        rows.append({QStringLiteral("%1 ms").arg(line[QLatin1String("ms")].toDouble(), 9, 'f', 1),
                     line[QLatin1String("text")].toString()});
    if (!rows.isEmpty())
        print(QLatin1Char('\n') + table(rows));
    for (const QJsonValue &name : object.value(QLatin1String("missing")).toArray())
        print(QStringLiteral("%1 did not answer in time, so its part is missing.\n").arg(name.toString()));
    return int(Exit::Done);
}

} // namespace everbounce::ctl
