// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/ServiceManager.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cerrno>
#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(log, "everbounce.service")

/// Questions within the time that the manager tolerates silence: an answer may be as late as half of that
/// time.
constexpr int questionsPerWatchdog = 4;

/// 0, or the error's number.
int sendDatagram(const QByteArray &name, const QByteArray &message)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() >= qsizetype(sizeof address.sun_path))
        return ENAMETOOLONG;
    std::memcpy(address.sun_path, name.constData(), std::size_t(name.size()));
    if (name.startsWith('@'))
        address.sun_path[0] = '\0'; // the kernel's spelling of an abstract name
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + std::size_t(name.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno;
    const bool sent = ::sendto(descriptor, message.constData(), std::size_t(message.size()), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr *>(&address), length) == message.size();
    const int error = sent ? 0 : errno;
    ::close(descriptor);
    return error;
}

QByteArray take(const char *variable)
{
    const QByteArray value = qgetenv(variable);
    qunsetenv(variable);
    return value;
}

} // namespace

ServiceManager::Settings ServiceManager::Settings::takeFromEnvironment()
{
    Settings settings;
    settings.socket = take("NOTIFY_SOCKET");
    const QByteArray pid = take("WATCHDOG_PID");
    const qint64 microseconds = take("WATCHDOG_USEC").toLongLong();
    if (microseconds > 0 && (pid.isEmpty() || pid.toLongLong() == QCoreApplication::applicationPid()))
        settings.watchdog = std::chrono::microseconds(microseconds);
    return settings;
}

ServiceManager::ServiceManager(const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    m_loops.add(this);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(
        std::chrono::ceil<std::chrono::milliseconds>(settings.watchdog / questionsPerWatchdog));
    connect(&m_timer, &QTimer::timeout, &m_loops, &LoopWatch::ask);
    connect(&m_loops, &LoopWatch::allAnswered, this, [this] { send("WATCHDOG=1"); });
}

void ServiceManager::tellReady(const QString &status)
{
    send("READY=1\nSTATUS=" + status.toUtf8());
    if (m_settings.watchdog.count() > 0)
        m_timer.start();
}

void ServiceManager::tellStopping()
{
    send("STOPPING=1");
}

void ServiceManager::send(const QByteArray &message)
{
    if (m_settings.socket.isEmpty())
        return;
    if (const int error = sendDatagram(m_settings.socket, message))
        qCWarning(log, "Cannot notify the service manager at %s: %s.", m_settings.socket.constData(),
                  std::strerror(error));
}

} // namespace everbounce
