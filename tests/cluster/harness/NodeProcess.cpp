// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/NodeProcess.h"

#include "engine/base/MonotonicClock.h"
#include "tests/cluster/harness/Wait.h"

#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <csignal>

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace everbounce::harness {
namespace {

/// A node's own surroundings: nothing of the caller's settings or home reaches it.
QProcessEnvironment environmentFor(const NodeOptions &options)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("QT_FATAL_CRITICALS")); // it reports errors, and goes on
    const QStringList names = environment.keys();
    for (const QString &name : names)
        if (name.startsWith(QLatin1String("EVERBOUNCE_")) || name.startsWith(QLatin1String("XDG_")))
            environment.remove(name);
    if (!options.home.isEmpty())
        environment.insert(QStringLiteral("HOME"), options.home);
    for (auto entry = options.environment.begin(); entry != options.environment.end(); ++entry)
        environment.insert(entry.key(), entry.value());
    return environment;
}

/// Runs in the child between fork and exec: only what is safe there.
void prepareChild(pid_t parent, const QByteArray &networkNamespace)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127); // the test's process ended before the line above
    if (networkNamespace.isEmpty())
        return;
    const int descriptor = ::open(networkNamespace.constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || setns(descriptor, CLONE_NEWNET) != 0)
        _exit(127);
}

} // namespace

QString programPath(const QString &name)
{
    const QString beside = QCoreApplication::applicationDirPath() + QLatin1String("/../bin");
    return QDir(qEnvironmentVariable("EVERBOUNCE_BIN", beside)).absoluteFilePath(name);
}

QStringList NodeOptions::arguments() const
{
    QStringList arguments;
    const auto add = [&](const char *option, const QString &value) {
        if (!value.isEmpty())
            arguments << QLatin1String(option) << value;
    };
    add("--name", name);
    add("--http-port", httpPort ? QString::number(httpPort) : QString());
    add("--discovery-port", discoveryPort ? QString::number(discoveryPort) : QString());
    add("--cluster", clusterName);
    add("--cluster-key-file", keyFile);
    add("--state-dir", stateDir);
    add("--listen", listen);
    return arguments + more;
}

NodeProcess::NodeProcess(const NodeOptions &options)
    : m_options(options)
{
    const QStringList command =
        options.through + QStringList(programPath(options.program)) + options.arguments();
    m_process.setProgram(command.first());
    m_process.setArguments(command.mid(1));
    m_process.setProcessEnvironment(environmentFor(options));
    const QByteArray networkNamespace = QFile::encodeName(options.networkNamespace);
    m_process.setChildProcessModifier(
        [parent = getpid(), networkNamespace] { prepareChild(parent, networkNamespace); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &NodeProcess::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_log += m_process.readAllStandardError(); });
    connect(&m_process, &QProcess::finished, this, [this](int status, QProcess::ExitStatus how) {
        m_endedBy = how == QProcess::CrashExit ? QStringLiteral("a signal (%1)").arg(status)
                                               : QStringLiteral("itself, with exit status %1").arg(status);
        Q_EMIT ended();
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_endedBy = m_process.errorString();
            Q_EMIT ended();
        }
    });
}

NodeProcess::~NodeProcess()
{
    disconnect(&m_process, nullptr, this, nullptr);
    m_process.kill();
    m_process.waitForFinished(-1);
}

void NodeProcess::start()
{
    m_id.clear();
    m_endedBy.clear();
    m_signalled = false;
    m_startedAt = monotonicNow();
    m_process.start();
}

std::chrono::nanoseconds NodeProcess::signal(int number)
{
    m_signalled = true;
    if (running())
        ::kill(pid(), number);
    return monotonicNow();
}

void NodeProcess::kill()
{
    m_signalled = true;
    m_process.kill();
    m_process.waitForFinished(-1);
}

int NodeProcess::waitForExitStatus()
{
    waitUntil([this] { return !running(); });
    return exitStatus();
}

int NodeProcess::exitStatus() const
{
    return !running() && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

bool NodeProcess::crashed() const
{
    return !running() && m_process.exitStatus() == QProcess::CrashExit && !m_signalled;
}

QString NodeProcess::state() const
{
    return running() ? QStringLiteral("runs") : QStringLiteral("was ended by ") + m_endedBy;
}

void NodeProcess::readOutput()
{
    m_output += m_process.readAllStandardOutput();
    for (qsizetype end; (end = m_output.indexOf('\n', m_parsed)) >= 0; m_parsed = end + 1)
        parse(QString::fromUtf8(m_output.mid(m_parsed, end - m_parsed)));
}

void NodeProcess::parse(const QString &line)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^ready name=(.+) node=([0-9a-f]{16}) http=(https?://\S+/) pid=(\d+)$)"));
    const auto match = form.match(line);
    // What was started through another program may count its processes from 1.
    if (!match.hasMatch() || (m_options.through.isEmpty() && match.captured(4).toInt() != pid()))
        return;
    m_name = match.captured(1);
    m_id = match.captured(2);
    m_url = QUrl(match.captured(3));
    if (!m_options.address.isEmpty())
        m_url.setHost(m_options.address);
    Q_EMIT ready();
}

} // namespace everbounce::harness
