// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/process/ProcessUsage.h"

#include <QDir>
#include <QFile>

#include <ctime>

namespace everbounce {
namespace {

using State = ProcessUsage::State;

std::chrono::nanoseconds processorTimeOf(pid_t process)
{
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        return {};
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// See proc_pid_stat(5): the state is the letter behind the name, which is in parentheses and may hold some.
State stateOf(const QByteArray &stat)
{
    const qsizetype behindName = stat.lastIndexOf(')');
    const qsizetype letter = behindName + 2;
    switch (behindName < 0 || letter >= stat.size() ? 'D' : stat.at(letter)) {
    case 'R':
        return State::Runs;
    case 'D':
        return State::WaitsForDisk;
    case 'T':
    case 't': // by a debugger
        return State::IsStopped;
    default:
        return State::Sleeps;
    }
}

/// The busiest of its threads counts.
State stateOf(pid_t process)
{
    const QDir threads(QStringLiteral("/proc/%1/task").arg(process));
    const QStringList ids = threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    State busiest = ids.isEmpty() ? State::WaitsForDisk : State::IsStopped;
    for (const QString &id : ids) {
        QFile file(threads.filePath(id + QLatin1String("/stat")));
        if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            busiest = std::min(busiest, stateOf(file.read(1024)));
    }
    return busiest;
}

/// See proc_pid_status(5): lines such as "VmRSS:     5120 kB".
std::int64_t memoryOf(pid_t process)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(process));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return 0;
    std::int64_t kilobytes = 0;
    for (const QByteArray &line : file.read(4096).split('\n')) {
        if (line.startsWith("VmRSS:") || line.startsWith("VmSwap:"))
            kilobytes += line.mid(line.indexOf(':') + 1).chopped(2).trimmed().toLongLong();
    }
    return kilobytes * 1024;
}

} // namespace

ProcessUsage usageOf(qint64 process)
{
    const auto pid = pid_t(process);
    if (pid <= 0)
        return {{}, State::WaitsForDisk};
    return {processorTimeOf(pid), stateOf(pid), memoryOf(pid)};
}

} // namespace everbounce
