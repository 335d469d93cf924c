// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report/Report.h"

#include "tests/bench/report/Machine.h"
#include "tests/bench/report/TableText.h"

namespace everbounce::bench {
namespace {

/// Of all processors: one of two that is used for a tenth of the time.
constexpr double tooBusy = 5;

QList<Table> tablesOf(const Report &report)
{
    QList<Table> tables;
    if (!report.result.figures.isEmpty())
        tables << tableOf(report.result.figures);
    return tables + report.result.tables;
}

QString warning(const Report &report)
{
    return report.disturbed()
               ? QStringLiteral("Others used the machine at the same time: these are hints at most.")
               : QString();
}

} // namespace

bool Report::disturbed() const
{
    return busyBefore > tooBusy || busyAfter > tooBusy;
}

QString circumstances(const Report &report)
{
    return QStringLiteral(
               "%1, version %2, in %3 s, on %4. The machine was used by others at %5 % before and %6 % "
               "after.")
        .arg(report.at, report.version, QString::number(report.seconds, 'f', 0), inWords(report.machine),
             QString::number(report.busyBefore, 'f', 1), QString::number(report.busyAfter, 'f', 1));
}

QString toText(const Report &report)
{
    QString text = report.title + u'\n';
    for (const Table &table : tablesOf(report))
        text += u'\n' + toText(table);
    text += u'\n' + circumstances(report) + u'\n';
    return report.disturbed() ? text + QStringLiteral("WARNING: ") + warning(report) + u'\n' : text;
}

QString toMarkdown(const Report &report)
{
    QString text = QStringLiteral("## %1\n\n%2\n\n`packaging/bench %3`: %4\n")
                       .arg(report.title, report.how, report.name, circumstances(report));
    if (report.disturbed())
        text += QStringLiteral("\n**%1**\n").arg(warning(report));
    for (const Table &table : tablesOf(report))
        text += u'\n' + toMarkdown(table);
    return text;
}

} // namespace everbounce::bench
