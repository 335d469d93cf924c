// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Figure.h"

#include "engine/Version.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <cmath>

namespace everbounce::bench {
namespace {

QByteArray contentOf(const char *name)
{
    QFile file(QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString processorModel()
{
    for (const QByteArray &line : contentOf("/proc/cpuinfo").split('\n'))
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed());
    return {};
}

QJsonObject toJson(const Figure &figure)
{
    QJsonArray samples;
    for (const double sample : figure.samples)
        samples << sample;
    return {{QStringLiteral("part"), figure.part},       {QStringLiteral("what"), figure.what},
            {QStringLiteral("unit"), figure.unit},       {QStringLiteral("target"), figure.target},
            {QStringLiteral("median"), figure.median()}, {QStringLiteral("p99"), figure.percentile(99)},
            {QStringLiteral("worst"), figure.worst()},   {QStringLiteral("samples"), samples}};
}

QStringList cells(const Figure &figure)
{
    const auto number = [&](double value) { return QString::number(value, 'f', figure.decimals); };
    const bool many = figure.samples.size() > 1;
    return {figure.part,
            figure.what,
            number(figure.median()),
            many ? number(figure.percentile(99)) : QString(),
            many ? number(figure.worst()) : QString(),
            figure.unit,
            QString::number(figure.samples.size()),
            figure.target};
}

bool isNumber(qsizetype column)
{
    return (column >= 2 && column <= 4) || column == 6;
}

QString lineOf(const QStringList &row, const QList<qsizetype> &widths)
{
    QString line;
    for (qsizetype column = 0; column < row.size(); ++column)
        line += (isNumber(column) ? row.at(column).rightJustified(widths.at(column))
                                  : row.at(column).leftJustified(widths.at(column))) +
                QLatin1String("  ");
    return line.trimmed() + u'\n';
}

} // namespace

double Figure::percentile(double percent) const
{
    QList<double> sorted = samples;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = qsizetype(std::ceil(percent / 100 * double(sorted.size())));
    return sorted.at(std::clamp<qsizetype>(rank, 1, sorted.size()) - 1);
}

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

QJsonObject machine()
{
    return {{QStringLiteral("cores"), QThread::idealThreadCount()},
            {QStringLiteral("processor"), processorModel()},
            {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()},
            {QStringLiteral("kernel"), QSysInfo::kernelVersion()},
            {QStringLiteral("system"), QSysInfo::prettyProductName()},
            {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
            {QStringLiteral("load"), contentOf("/proc/loadavg").split(' ').first().toDouble()}};
}

QString table(const QList<Figure> &figures)
{
    QList<QStringList> rows{{QStringLiteral("part"), QStringLiteral("measured"), QStringLiteral("median"),
                             QStringLiteral("p99"), QStringLiteral("worst"), QStringLiteral("unit"),
                             QStringLiteral("n"), QStringLiteral("target")}};
    for (const Figure &figure : figures)
        rows << cells(figure);
    QList<qsizetype> widths(rows.first().size(), 0);
    for (const QStringList &row : rows)
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths.at(column), row.at(column).size());
    QString text;
    for (const QStringList &row : rows)
        text += lineOf(row, widths);
    return text;
}

QJsonObject toJson(const QList<Figure> &figures, const QJsonObject &on)
{
    QJsonArray array;
    for (const Figure &figure : figures)
        array << toJson(figure);
    return {{QStringLiteral("version"), QStringLiteral(EVERBOUNCE_VERSION)},
            {QStringLiteral("at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
            {QStringLiteral("machine"), on},
            {QStringLiteral("figures"), array}};
}

} // namespace everbounce::bench
