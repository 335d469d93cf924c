// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"

#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace everbounce::ctl {
namespace {

/// Control characters, and those that change the direction of writing or end a line.
bool actsOnTerminal(QChar c)
{
    const QChar::Category category = c.category();
    return category == QChar::Other_Control || category == QChar::Other_Format ||
           category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

QString title(Exit exit)
{
    switch (exit) {
    case Exit::BadUsage:
        return QStringLiteral("Bad usage");
    case Exit::NoNode:
        return QStringLiteral("No node answers");
    default:
        return QStringLiteral("Failed");
    }
}

} // namespace

int report(const Failure &failure, bool asJson)
{
    if (!asJson) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(printable(failure.sentence)));
        return int(failure.exit);
    }
    QJsonObject problem = failure.problem;
    if (problem.isEmpty())
        problem = {{QStringLiteral("type"), QStringLiteral("about:blank")},
                   {QStringLiteral("title"), title(failure.exit)},
                   {QStringLiteral("detail"), failure.sentence}};
    printJson(QJsonDocument(problem).toJson(QJsonDocument::Compact));
    return int(failure.exit);
}

QString printable(const QString &text)
{
    QString safe = text;
    std::replace_if(safe.begin(), safe.end(), actsOnTerminal, QLatin1Char('?'));
    return safe;
}

// In a JSON text such characters can only be inside strings, where an escape means the same.
QByteArray printable(const QByteArray &json)
{
    QString safe;
    for (const QChar c : QString::fromUtf8(json)) {
        if (actsOnTerminal(c) && c != QLatin1Char('\n'))
            safe += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            safe += c;
    }
    return safe.toUtf8();
}

QString text(const QJsonObject &object, const char *member)
{
    return printable(object.value(QLatin1String(member)).toVariant().toString());
}

QString table(const QList<QStringList> &rows)
{
    QList<qsizetype> widths(rows.first().size(), 0);
    for (const QStringList &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    QString lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column)
            line += printable(row[column]).leftJustified(widths[column] + 2);
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines += line + QLatin1Char('\n');
    }
    return lines;
}

void print(const QString &lines)
{
    QStringList safe = lines.split(QLatin1Char('\n'));
    for (QString &line : safe)
        line = printable(line);
    std::fputs(qUtf8Printable(safe.join(QLatin1Char('\n'))), stdout);
}

void printJson(const QByteArray &document)
{
    std::printf("%s\n", printable(document).constData());
}

int withAllPrinted(int status)
{
    errno = 0;
    const bool isWritten = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    // Nobody wants the rest of what goes to a closed pipe.
    if (isWritten || errno == EPIPE || status != int(Exit::Done))
        return status;
    return report({Exit::Refused, QStringLiteral("Not all of the output could be written."), {}}, false);
}

} // namespace everbounce::ctl
