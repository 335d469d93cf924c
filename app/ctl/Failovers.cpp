// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Failovers.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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

QString before(const QJsonObject &change)
{
    const QString from = text(change, "from");
    return from.isEmpty() ? QStringLiteral("nobody") : from;
}

QString milliseconds(const QJsonValue &value)
{
    return QStringLiteral("%1 ms").arg(value.toDouble(), 0, 'f', 1);
}

/// "After 3.2 ms it held the lease, …": as much of it as is known.
QString figures(const QJsonObject &change)
{
    struct Figure
    {
        const char *member;
        const char *words;
    };
    QStringList parts;
    for (const auto &[member, words] : {Figure{"held_ms", "the new holder after %1"},
                                        Figure{"track_ms", "its first piece of the flight after %1"},
                                        Figure{"shown_ms", "shown everywhere after %1"},
                                        Figure{"ahead_ms", "viewers could fly on for %1"}}) {
        const QJsonValue value = change.value(QLatin1String(member));
        if (!value.isNull())
            parts << QString::fromLatin1(words).arg(milliseconds(value));
    }
    return parts.join(QStringLiteral(", "));
}

/// When a message is told: as it was sent, or as it came where nobody knows that.
double timeOf(const QJsonObject &message)
{
    const QJsonValue sent = message.value(QLatin1String("sent_ms"));
    return sent.isNull() ? message.value(QLatin1String("received_ms")).toDouble() : sent.toDouble();
}

/// What happened on nodes and between them, in the order of time.
QList<QStringList> story(const QJsonObject &change)
{
    QList<std::pair<double, QString>> lines;
    for (const QJsonValue &mark : change.value(QLatin1String("marks")).toArray())
        lines.append({mark[QLatin1String("ms")].toDouble(), mark[QLatin1String("text")].toString()});
    for (const QJsonValue &message : change.value(QLatin1String("messages")).toArray()) {
        const bool lost = message[QLatin1String("received_ms")].isNull();
        lines.append({timeOf(message.toObject()),
                      message[QLatin1String("text")].toString() +
                          (lost ? QStringLiteral(" (Nobody tells of its arrival.)") : QString())});
    }
    std::ranges::stable_sort(lines, {}, &std::pair<double, QString>::first);
    QList<QStringList> rows;
    for (const auto &[ms, line] : lines)
        rows.append({QStringLiteral("%1 ms").arg(ms, 8, 'f', 1), line});
    return rows;
}

} // namespace

int failovers(const QUrl &node, Style style)
{
    const auto read = document(node, "api/v1/failovers");
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
        rows.append({text(change, "term"), before(change), text(change, "to"),
                     ago(change.value(QLatin1String("seconds_ago")).toDouble())});
    }
    if (style == Style::Names) {
        for (const QStringList &row : rows.sliced(1))
            print(row.first() + QLatin1Char('\n'));
    } else if (rows.size() == 1) {
        print(QStringLiteral("The lease has not changed hands yet.\n"));
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
    const auto read = document(node, "api/v1/failovers/" + term.toLatin1());
    if (const auto *failure = std::get_if<Failure>(&read))
        return report(*failure, asJson);
    const QJsonDocument change = std::get<QJsonDocument>(read);
    if (asJson) {
        printJson(change.toJson(QJsonDocument::Compact));
        return int(Exit::Done);
    }
    const QJsonObject object = change.object();
    print(QStringLiteral("Term %1: from %2 (%3) to %4, %5\n")
              .arg(text(object, "term"), before(object), text(object, "cause"), text(object, "to"),
                   ago(object.value(QLatin1String("seconds_ago")).toDouble())));
    if (const QString known = figures(object); !known.isEmpty())
        print(QStringLiteral("From the first sign: %1\n").arg(known));
    const QList<QStringList> rows = story(object);
    if (!rows.isEmpty())
        print(QLatin1Char('\n') + table(rows));
    for (const QJsonValue &name : object.value(QLatin1String("missing")).toArray())
        print(QStringLiteral("%1 did not answer in time, so its part is missing.\n").arg(name.toString()));
    return int(Exit::Done);
}

} // namespace everbounce::ctl
