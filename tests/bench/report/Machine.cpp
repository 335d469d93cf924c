// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report/Machine.h"

#include "tests/bench/Parts.h"

#include <QFile>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

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

/// Of all processors since the machine was started, in clock ticks.
struct ProcessorTimes
{
    double all = 0;
    double idle = 0;
};

ProcessorTimes processorTimes()
{
    // proc(5): cpu user nice system idle iowait irq softirq steal guest guest_nice; guests are in user too.
    const QByteArrayList words = contentOf("/proc/stat").split('\n').first().simplified().split(' ');
    ProcessorTimes times;
    for (qsizetype index = 1; index < std::min<qsizetype>(words.size(), 9); ++index) {
        const double ticks = words.at(index).toDouble();
        times.all += ticks;
        if (index == 4 || index == 5)
            times.idle += ticks;
    }
    return times;
}

} // namespace

QJsonObject machine()
{
    return {{QStringLiteral("cores"), QThread::idealThreadCount()},
            {QStringLiteral("processor"), processorModel()},
            {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()},
            {QStringLiteral("kernel"), QSysInfo::kernelVersion()},
            {QStringLiteral("system"), QSysInfo::prettyProductName()},
            {QStringLiteral("qt"), QString::fromLatin1(qVersion())}};
}

QString inWords(const QJsonObject &machine)
{
    const auto text = [&](const char *name) {
        return machine.value(QLatin1String(name)).toVariant().toString();
    };
    return QStringLiteral("%1 cores of %2 (%3), %4, Linux %5, Qt %6")
        .arg(text("cores"), text("processor"), text("architecture"), text("system"), text("kernel"),
             text("qt"));
}

double busyShare(std::chrono::milliseconds time)
{
    const ProcessorTimes before = processorTimes();
    rest(time);
    const ProcessorTimes after = processorTimes();
    const double all = after.all - before.all;
    return all > 0 ? 100 * (1 - (after.idle - before.idle) / all) : 0;
}

} // namespace everbounce::bench
