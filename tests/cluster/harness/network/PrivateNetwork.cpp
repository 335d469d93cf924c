// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QFile>
#include <QProcess>

#include <cerrno>
#include <cstring>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace everbounce::harness {
namespace {

bool write(const char *name, const QByteArray &content)
{
    QFile file(QString::fromLatin1(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// In a user namespace, where this user is root and has every right over what belongs to it.
bool unshareAsUser(int flags)
{
    const QByteArray user = QByteArray::number(getuid());
    const QByteArray group = QByteArray::number(getgid());
    return unshare(flags | CLONE_NEWUSER) == 0 && write("/proc/self/setgroups", "deny") &&
           write("/proc/self/uid_map", "0 " + user + " 1") &&
           write("/proc/self/gid_map", "0 " + group + " 1");
}

bool loopbackUp()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct ifreq request = {};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    const bool up = ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    ::close(socket);
    return up;
}

/// 0, or the error's number.
int enter()
{
    constexpr int flags = CLONE_NEWNET | CLONE_NEWNS;
    const bool entered = (unshare(flags) == 0 || unshareAsUser(flags)) &&
                         mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                         mount("tmpfs", "/run", "tmpfs", 0, "mode=755") == 0 && loopbackUp();
    return entered ? 0 : errno;
}

} // namespace

QString enterPrivateNetwork()
{
    // Tried by a child first: what works only in part would leave this process with no network at all.
    const pid_t child = fork();
    if (child == 0)
        _exit(enter());
    int status = 0;
    waitpid(child, &status, 0);
    int error = child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EAGAIN;
    if (error == 0)
        error = enter();
    return error == 0 ? QString()
                      : QStringLiteral("no network namespace can be made here: %1")
                            .arg(QString::fromLocal8Bit(std::strerror(error)));
}

QString HostNetwork::addressOf(int host, Version version)
{
    return version == Version::IPv4 ? QStringLiteral("10.77.0.%1").arg(host)
                                    : QStringLiteral("fd77::%1").arg(host);
}

QString HostNetwork::addressArguments(int host) const
{
    // IPv6 would first spend a second on finding out whether somebody else has the address.
    return addressOf(host, m_version) +
           (m_version == Version::IPv4 ? QLatin1String("/24 broadcast +") : QLatin1String("/64 nodad"));
}

HostNetwork::HostNetwork(int hosts, Version version)
    : m_hosts(hosts)
    , m_version(version)
{
    ip(QStringLiteral("link add name switch type bridge"));
    ip(QStringLiteral("address add %1 dev switch").arg(addressArguments(254)));
    ip(QStringLiteral("link set switch up"));
    for (int host = 1; host <= hosts; ++host)
        addHost(host);
}

HostNetwork::~HostNetwork()
{
    for (int host = 1; host <= m_hosts; ++host) {
        ip(QStringLiteral("link delete port%1").arg(host)); // with the namespace it would go later, unseen
        ip(QStringLiteral("netns delete host%1").arg(host));
    }
    ip(QStringLiteral("link delete switch"));
}

bool HostNetwork::addAddress(int number)
{
    return ip(QStringLiteral("address add %1 dev switch").arg(addressArguments(number)));
}

bool HostNetwork::setConnected(int host, bool connected)
{
    return ip(QStringLiteral("link set port%1 %2")
                  .arg(QString::number(host), connected ? QStringLiteral("up") : QStringLiteral("down")));
}

bool HostNetwork::setApart(int host, bool apart)
{
    return ip(QStringLiteral("link set port%1 type bridge_slave isolated %2")
                  .arg(QString::number(host), apart ? QStringLiteral("on") : QStringLiteral("off")));
}

bool HostNetwork::ip(const QString &arguments)
{
    QProcess process;
    process.start(QStringLiteral("ip"), arguments.split(u' '));
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    if (m_problem.isEmpty())
        m_problem =
            QStringLiteral("`ip %1` failed: %2%3")
                .arg(arguments, process.errorString(), QString::fromUtf8(process.readAllStandardError()));
    return false;
}

void HostNetwork::addHost(int host)
{
    const QString number = QString::number(host);
    ip(QStringLiteral("netns add host%1").arg(number));
    if (m_version == Version::IPv4) {
        // As Docker makes it: it comes first, it has an address, and nothing is at its other end.
        ip(QStringLiteral("-n host%1 link add docker0 type bridge").arg(number));
        ip(QStringLiteral("-n host%1 address add 172.17.0.1/16 dev docker0").arg(number));
        ip(QStringLiteral("-n host%1 link set docker0 up").arg(number));
    }
    ip(QStringLiteral("link add port%1 type veth peer name eth0 netns host%1").arg(number));
    ip(QStringLiteral("link set port%1 master switch").arg(number));
    ip(QStringLiteral("link set port%1 up").arg(number));
    ip(QStringLiteral("-n host%1 address add %2 dev eth0").arg(number, addressArguments(host)));
    ip(QStringLiteral("-n host%1 link set lo up").arg(number));
    ip(QStringLiteral("-n host%1 link set eth0 up").arg(number));
}

} // namespace everbounce::harness
