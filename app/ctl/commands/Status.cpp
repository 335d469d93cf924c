// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Status.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace everbounce::ctl {
namespace {

using Row = QStringList;

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

/// In box units; nobody sees less than a tenth.
QString place(const QJsonObject &ball, const char *member)
{
    return QString::number(std::round(ball.value(QLatin1String(member)).toDouble() * 10) / 10);
}

QString behaviorInWords(const QJsonObject &cluster)
{
    const bool onTrial = cluster.value(QLatin1String("on_trial")).toBool();
    return text(cluster, "behavior") +
           (onTrial && text(cluster, "last_good") != text(cluster, "behavior")
                ? QStringLiteral(", on trial, else %1").arg(text(cluster, "last_good"))
                : QString());
}

/// "on for 9 min more · Survived 3 of 4", and why one was not; nothing where it was never on.
void addChaos(QList<Row> &facts, const QJsonObject &chaos)
{
    const QString summary = text(chaos, "summary");
    if (summary.isEmpty())
        return;
    const QString state = chaos.value(QLatin1String("on")).toBool()
                              ? QStringLiteral("on for %1 more")
                                    .arg(duration(chaos.value(QLatin1String("seconds_left")).toInteger()))
                              : QStringLiteral("off");
    facts.append({QStringLiteral("Chaos"), state + QStringLiteral(" · ") + summary});
    for (const QJsonValue &miss : chaos.value(QLatin1String("misses")).toArray())
        facts.append({QString(), miss.toString()});
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
            : QStringLiteral("%1, %2 at tick %3").arg(place(ball, "x"), place(ball, "y"), text(ball, "tick"));
    QList<Row> facts{
        {QStringLiteral("Cluster"), text(cluster, "cluster")},
        {QStringLiteral("Viewers"), text(cluster, "viewers_online")},
        {QStringLiteral("Term"), held ? text(cluster, "term") : QStringLiteral("none: no holder is known")},
        {QStringLiteral("Revision"), text(cluster, "revision")},
        {QStringLiteral("Behaviour"), behaviorInWords(cluster)},
        {QStringLiteral("Ball"), flight}};
    if (const QJsonObject stands = cluster.value(QLatin1String("coordination")).toObject(); !stands.isEmpty())
        facts.append({QStringLiteral("Coordination"),
                      text(stands, "summary").isEmpty() ? text(stands, "kind") : text(stands, "summary")});
    if (const QJsonObject chaos = cluster.value(QLatin1String("chaos")).toObject(); !chaos.isEmpty())
        addChaos(facts, chaos);
    for (const QJsonValue &warning : cluster.value(QLatin1String("warnings")).toArray())
        facts.append({QStringLiteral("Warning"), warning.toString()});
    return table(rows) + QLatin1Char('\n') + table(facts);
}

/// A remark beside others: with a capital letter and one full stop.
QString asSentence(QString remark)
{
    remark[0] = remark[0].toUpper();
    return remark.endsWith(QLatin1Char('.')) ? remark : remark + QLatin1Char('.');
}

Row behaviorRow(const QJsonObject &behavior, const QString &flown)
{
    QStringList remarks;
    if (behavior.value(QLatin1String("new")).toBool())
        remarks << QStringLiteral("New.");
    if (behavior.value(QLatin1String("quarantined")).toBool())
        remarks << QStringLiteral("In quarantine.");
    if (const QString problem = text(behavior, "problem"); !problem.isEmpty())
        remarks << asSentence(problem);
    if (const QString description = text(behavior, "description"); !description.isEmpty())
        remarks << asSentence(description);
    const QString from = text(behavior, "from");
    const QString source =
        text(behavior, "source") + (from.isEmpty() ? QString() : QStringLiteral(" from ") + from);
    const QStringList nodes = behavior.value(QLatin1String("nodes")).toVariant().toStringList();
    return {text(behavior, "name") == flown ? QStringLiteral("*") : QString(), text(behavior, "name"), source,
            nodes.join(QLatin1String(", ")), remarks.join(QLatin1Char(' '))};
}

Row faultRow(const QJsonObject &fault)
{
    const QString seconds = text(fault, "seconds");
    return {text(fault, "fault"), seconds.isEmpty() ? QString() : seconds + QLatin1String(" s"),
            text(fault, "what") + QLatin1Char(' ') + text(fault, "see")};
}

/// A member of each object of an array, one a line. No honest name would break the line.
QString names(const QJsonArray &objects, const char *member)
{
    QString lines;
    for (const QJsonValue &object : objects) {
        const QString name = object[QLatin1String(member)].toString();
        if (printable(name) == name)
            lines += name + QLatin1Char('\n');
    }
    return lines;
}

} // namespace

int status(const QUrl &node, Style style)
{
    const auto read = document(node, "api/v1/cluster", "nodes");
    if (const auto *failure = std::get_if<Failure>(&read))
        return report(*failure, style == Style::Json);
    const QJsonObject cluster = std::get<QJsonDocument>(read).object();
    if (style == Style::Names) {
        print(names(cluster.value(QLatin1String("nodes")).toArray(), "name"));
        return int(Exit::Done);
    }
    // A node that has just started knows no ball yet: that is not an error.
    const auto ballRead = document(node, "api/v1/ball", "tick");
    const auto *known = std::get_if<QJsonDocument>(&ballRead);
    const QJsonObject ball = known ? known->object() : QJsonObject();
    if (style == Style::People) {
        print(forPeople(cluster, ball));
    } else {
        QJsonObject both = cluster; // its members at the top as well: holder, term, nodes
        both.insert(QLatin1String("cluster"), cluster);
        both.insert(QLatin1String("ball"), known ? QJsonValue(ball) : QJsonValue());
        printJson(QJsonDocument(both).toJson(QJsonDocument::Compact));
    }
    return int(Exit::Done);
}

int behaviors(const QUrl &node, Style style)
{
    const auto read = document(node, "api/v1/cluster", "nodes");
    if (const auto *failure = std::get_if<Failure>(&read))
        return report(*failure, style == Style::Json);
    const QJsonObject cluster = std::get<QJsonDocument>(read).object();
    const QJsonArray all = cluster.value(QLatin1String("behaviors")).toArray();
    if (style == Style::Names) {
        print(names(all, "name"));
    } else if (style == Style::Json) {
        QJsonObject shown;
        for (const char *member : {"behavior", "last_good", "on_trial", "behaviors"})
            shown.insert(QLatin1String(member), cluster.value(QLatin1String(member)));
        printJson(QJsonDocument(shown).toJson(QJsonDocument::Compact));
    } else {
        QList<Row> rows{{QString(), QStringLiteral("BEHAVIOUR"), QStringLiteral("SOURCE"),
                         QStringLiteral("NODES"), QString()}};
        QList<Row> failing;
        for (const QJsonValue &behavior : all) {
            const bool fails = behavior[QLatin1String("made_to_fail")].toBool();
            (fails ? failing : rows).append(behaviorRow(behavior.toObject(), text(cluster, "behavior")));
        }
        if (!failing.isEmpty())
            rows.append(QList<Row>{{}, {QString(), QStringLiteral("MADE TO FAIL")}} + failing);
        print(table(rows));
    }
    return int(Exit::Done);
}

int faults(const QUrl &node, Style style)
{
    const auto read = document(node, "api/v1/faults", aList);
    if (const auto *failure = std::get_if<Failure>(&read))
        return report(*failure, style == Style::Json);
    const QJsonArray all = std::get<QJsonDocument>(read).array();
    if (style == Style::Names) {
        print(names(all, "fault"));
    } else if (style == Style::Json) {
        printJson(QJsonDocument(all).toJson(QJsonDocument::Compact));
    } else if (all.isEmpty()) {
        print(QStringLiteral("Faults are switched off at this node (--faults off).\n"));
    } else {
        QList<Row> rows{{QStringLiteral("FAULT"), QStringLiteral("LASTS"), QStringLiteral("WHAT HAPPENS")}};
        for (const QJsonValue &fault : all)
            rows.append(faultRow(fault.toObject()));
        print(table(rows));
    }
    return int(Exit::Done);
}

} // namespace everbounce::ctl
