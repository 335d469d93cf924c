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
    default:
        return State::Sleeps;
    }
}

/// The busiest of its threads counts.
State stateOf(pid_t process)
{
    const QDir threads(QStringLiteral("/proc/%1/task").arg(process));
    const QStringList ids = threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    State busiest = ids.isEmpty() ? State::WaitsForDisk : State::Sleeps;
    for (const QString &id : ids) {
        QFile file(threads.filePath(id + QLatin1String("/stat")));
        if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            busiest = std::min(busiest, stateOf(file.read(1024)));
    }
    return busiest;
}

} // namespace

ProcessUsage usageOf(qint64 process)
{
    const auto pid = pid_t(process);
    return pid > 0 ? ProcessUsage{processorTimeOf(pid), stateOf(pid)} : ProcessUsage{{}, State::WaitsForDisk};
}

} // namespace everbounce
