// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/peers/Entrant.h"

#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace everbounce::bench {

Entrant::Entrant(const QString &command, const QByteArray &input, const QByteArray &mark)
    : m_mark(mark)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
    connect(&m_process, &QProcess::readyRead, this, &Entrant::read);
    m_process.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("exec ") + command});
    if (!m_process.waitForStarted())
        throw Failure(qPrintable(QStringLiteral("%1 cannot be started").arg(command)));
    if (!input.isEmpty())
        m_process.write(input);
}

Entrant::~Entrant()
{
    m_process.disconnect(this);
    signal(SIGKILL);
    m_process.waitForFinished(-1);
}

std::chrono::nanoseconds Entrant::signal(int number)
{
    const auto before = monotonicNow();
    if (m_process.processId() > 0)
        ::kill(-pid_t(m_process.processId()), number);
    return before;
}

void Entrant::read()
{
    constexpr qsizetype kept = 2'000;
    const auto now = monotonicNow();
    m_said = (m_said + m_process.readAll()).right(kept);
    if (!m_heldAt && m_said.contains(m_mark))
        m_heldAt = now;
}

} // namespace everbounce::bench
