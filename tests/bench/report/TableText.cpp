// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report/TableText.h"

#include <algorithm>

namespace everbounce::bench {
namespace {

struct Column
{
    qsizetype index;
    qsizetype width;
    bool ofNumbers;
};

QString asMarkdown(QString cell)
{
    return cell.replace(u'|', QLatin1String("\\|"));
}

bool isNumber(QString cell)
{
    bool ok = false;
    cell.remove(u',').toDouble(&ok);
    return ok;
}

QList<Column> columnsOf(const Table &table)
{
    QList<Column> columns;
    for (qsizetype index = 0; index < table.columns.size(); ++index) {
        Column column{index, table.columns.at(index).size(), true};
        bool empty = true;
        for (const QStringList &row : table.rows) {
            const QString &cell = row.at(index);
            if (cell.isEmpty())
                continue;
            empty = false;
            column.width = std::max(column.width, cell.size());
            column.ofNumbers = column.ofNumbers && isNumber(cell);
        }
        if (!empty)
            columns << column;
    }
    return columns;
}

QString lineOf(const QStringList &cells, const QList<Column> &columns)
{
    QString line;
    for (const Column &column : columns) {
        const QString &cell = cells.at(column.index);
        line += (column.ofNumbers ? cell.rightJustified(column.width) : cell.leftJustified(column.width)) +
                QLatin1String("  ");
    }
    while (line.endsWith(u' '))
        line.chop(1);
    return line + u'\n';
}

QString markdownLineOf(const QStringList &cells, const QList<Column> &columns)
{
    QString line = QStringLiteral("|");
    for (const Column &column : columns)
        line += u' ' + asMarkdown(cells.at(column.index)) + QLatin1String(" |");
    return line + u'\n';
}

} // namespace

QString toText(const Table &table)
{
    const QList<Column> columns = columnsOf(table);
    QString text = table.title.isEmpty() ? QString() : table.title + u'\n';
    text += lineOf(table.columns, columns);
    for (const QStringList &row : table.rows)
        text += lineOf(row, columns);
    return text;
}

QString toMarkdown(const Table &table)
{
    const QList<Column> columns = columnsOf(table);
    QString text = table.title.isEmpty() ? QString() : QStringLiteral("**%1**\n\n").arg(table.title);
    text += markdownLineOf(table.columns, columns) + u'|';
    for (const Column &column : columns)
        text += column.ofNumbers ? QLatin1String("---:|") : QLatin1String("---|");
    text += u'\n';
    for (const QStringList &row : table.rows)
        text += markdownLineOf(row, columns);
    return text;
}

} // namespace everbounce::bench
