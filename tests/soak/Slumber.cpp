// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Slumber.h"

#include "engine/base/MonotonicClock.h"

#include <QCoreApplication>
#include <QDir>

#include <csignal>

namespace everbounce::soak {
namespace {

/// It and its children.
std::vector<pid_t> familyOf(pid_t process)
{
    std::vector<pid_t> family{process};
    const QDir threads(QStringLiteral("/proc/%1/task").arg(process));
    for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile children(threads.filePath(thread + QLatin1String("/children")));
        if (!children.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &child : children.readAll().split(' ')) {
            if (const int pid = child.toInt(); pid > 0)
                family.push_back(pid);
        }
    }
    return family;
}

} // namespace

Slumber::Slumber(const QString &file)
    : m_file(file)
{
    constexpr qint64 size = sizeof(*m_asleep);
    const bool isMade = m_file.open(QIODevice::ReadWrite) && m_file.resize(size);
    m_asleep = isMade ? reinterpret_cast<std::atomic<std::int64_t> *>(m_file.map(0, size)) : nullptr;
    if (!m_asleep)
        qFatal("%s cannot be written.", qPrintable(file));
}

QMap<QString, QString> Slumber::environment() const
{
    const QString clock =
        QCoreApplication::applicationDirPath() + QLatin1String("/everbounce-sleeping-clock.so");
    if (!QFile::exists(clock))
        return {};
    return {{QStringLiteral("LD_PRELOAD"), clock}, {QStringLiteral("EVERBOUNCE_ASLEEP"), m_file.fileName()}};
}

void Slumber::begin(pid_t node)
{
    if (node <= 0)
        return; // it is not running
    m_processes = familyOf(node);
    for (const pid_t process : m_processes)
        ::kill(process, SIGSTOP);
    m_begun = monotonicNow();
}

void Slumber::end()
{
    if (m_processes.empty())
        return;
    *m_asleep += (monotonicNow() - m_begun).count();
    for (const pid_t process : std::exchange(m_processes, {}))
        ::kill(process, SIGCONT);
}

} // namespace everbounce::soak
