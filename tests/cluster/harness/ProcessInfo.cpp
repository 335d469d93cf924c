// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/ProcessInfo.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <optional>

#include <sys/syscall.h>
#include <unistd.h>

namespace everbounce::harness {
namespace {

/// The line of /proc/PID/stat, or of a thread's, see proc(5).
struct Stat
{
    pid_t pid = 0;
    QByteArray command; ///< the first 15 characters of the program's name
    pid_t parent = 0;
    qint64 processorTicks = 0;
    qint64 startTicks = 0;
};

std::optional<Stat> readStat(const QString &directory)
{
    QFile file(directory + QLatin1String("/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readAll();
    const qsizetype open = line.indexOf('(');
    const qsizetype close = line.lastIndexOf(')'); // the name itself may hold any character
    if (open < 0 || close < open)
        return std::nullopt;
    // From "state" on, which proc(5) counts as the third field.
    const QList<QByteArray> fields = line.mid(close + 2).split(' ');
    if (fields.size() < 20)
        return std::nullopt;
    const auto field = [&](int number) { return fields.at(number - 3).toLongLong(); };
    return Stat{line.left(open).trimmed().toInt(), line.mid(open + 1, close - open - 1), pid_t(field(4)),
                field(14) + field(15), field(22)};
}

QString directoryOf(const QString &pid)
{
    return QStringLiteral("/proc/") + pid;
}

std::chrono::nanoseconds toTime(qint64 processorTicks)
{
    return std::chrono::nanoseconds(std::chrono::seconds(1)) * processorTicks / sysconf(_SC_CLK_TCK);
}

} // namespace

QList<pid_t> enginesOf(pid_t node)
{
    const QByteArray engine = QByteArray("everbounce-engine").left(15);
    QList<Stat> found;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        const auto stat = readStat(directoryOf(entry));
        if (stat && stat->parent == node && stat->command == engine)
            found << *stat;
    }
    std::sort(found.begin(), found.end(), [](const Stat &a, const Stat &b) {
        return std::pair(a.startTicks, a.pid) < std::pair(b.startTicks, b.pid);
    });
    QList<pid_t> pids;
    for (const Stat &stat : found)
        pids << stat.pid;
    return pids;
}

qint64 proportionalSetSize(pid_t pid)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("Pss:"))
            return line.simplified().split(' ').at(1).toLongLong() * 1024;
    return 0;
}

std::chrono::nanoseconds processorTime(pid_t pid)
{
    const auto stat = readStat(directoryOf(QString::number(pid)));
    return toTime(stat ? stat->processorTicks : 0);
}

std::chrono::nanoseconds processorTime(pid_t pid, const QByteArray &thread)
{
    const QDir tasks(directoryOf(QString::number(pid)) + QLatin1String("/task"));
    qint64 ticks = 0;
    const QStringList entries = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries)
        if (const auto stat = readStat(tasks.filePath(entry)); stat && stat->command == thread)
            ticks += stat->processorTicks;
    return toTime(ticks);
}

ProcessEnd::ProcessEnd(pid_t pid)
    : m_descriptor(int(syscall(SYS_pidfd_open, pid, 0)))
    , m_ended(m_descriptor < 0)
{
    if (m_ended)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        m_ended = true;
        m_notifier->setEnabled(false); // it stays readable
    });
}

ProcessEnd::~ProcessEnd()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace everbounce::harness
