// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/Child.h"

#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Wait.h"

#include <csignal>

#include <sys/prctl.h>

namespace everbounce::bench {

Child::Child(const QString &program, const QStringList &arguments)
    : m_program(program)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(program, arguments);
    if (!m_process.waitForStarted())
        throw Failure(qPrintable(QStringLiteral("%1 cannot be started").arg(program)));
}

/// The end of its input ends it as well, in an order of its own.
Child::~Child()
{
    m_process.closeWriteChannel();
    m_process.terminate();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished(-1);
    }
}

void Child::write(const QByteArray &line)
{
    m_process.write(line + '\n');
}

QByteArray Child::readLine()
{
    harness::waitUntil([&] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; });
    if (!m_process.canReadLine())
        throw Failure(qPrintable(QStringLiteral("%1 does not answer").arg(m_program)));
    return m_process.readLine().trimmed();
}

Display::Display()
    : m_server(QStringLiteral("Xvfb"),
               {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                QStringLiteral("0"), QStringLiteral("1280x1024x24"), QStringLiteral("-nolisten"),
                QStringLiteral("tcp")})
    , m_name(u':' + QString::fromLatin1(m_server.readLine()))
{
}

/// There is no graphics card either.
QMap<QString, QString> Display::environment() const
{
    return {{QStringLiteral("DISPLAY"), m_name},
            {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")},
            {QStringLiteral("QT_QUICK_BACKEND"), QStringLiteral("software")}};
}

} // namespace everbounce::bench
