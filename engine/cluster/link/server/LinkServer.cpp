// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/server/LinkServer.h"

#include "engine/cluster/link/Endpoint.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// Connections accepted per turn of the event loop: a flood of them must not keep the links waiting. (Qt's
/// own loop ends only when no more are there.)
constexpr int acceptedAtOnce = 64;

/// The system's queue of waiting connections; a flood fills it quickly.
constexpr int backlog = 1024;

/// How long to wait when the process has no descriptor left.
constexpr std::chrono::milliseconds pause{100};

/// A copy of a descriptor, above all those of links. When a process dies, Linux closes its descriptors from
/// the highest one down: so a node that sees its link with the dead one end finds the port closed already,
/// and need not dial again (see Probe).
int copyAbove(int descriptor)
{
    constexpr rlim_t enough = 4096; // the kernel's table grows with the highest one
    constexpr rlim_t doors = 64;
    rlimit most{};
    if (::getrlimit(RLIMIT_NOFILE, &most) == 0 && most.rlim_cur > doors) {
        const int above = int(std::min(most.rlim_cur, enough) - doors);
        if (const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, above); copy >= 0)
            return copy;
    }
    return ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
}

} // namespace

/// One open port. Owns the descriptor.
class LinkServer::Door
{
public:
    explicit Door(int descriptor)
        : m_descriptor(descriptor)
        , m_knocks(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read))
    {
    }
    ~Door()
    {
        m_knocks.reset(); // while it still is this port's descriptor
        ::close(m_descriptor);
    }
    Door(const Door &) = delete;
    Door &operator=(const Door &) = delete;

    int descriptor() const { return m_descriptor; }
    QSocketNotifier *knocks() const { return m_knocks.get(); }

private:
    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_knocks;
};

LinkServer::LinkServer(QObject *parent)
    : QObject(parent)
{
}

LinkServer::~LinkServer() = default;

void LinkServer::close()
{
    m_doors.clear();
}

/// Null if the port cannot be opened there.
std::unique_ptr<LinkServer::Door> LinkServer::tryListen(const QHostAddress &address)
{
    QTcpServer server; // it only opens the port: connections are accepted here
    server.setProxy(QNetworkProxy::NoProxy);
    server.setListenBacklogSize(backlog);
    if (!server.listen(address, m_port))
        return nullptr;
    server.pauseAccepting();
    const int descriptor = copyAbove(int(server.socketDescriptor()));
    if (descriptor < 0)
        return nullptr;
    m_port = server.serverPort();
    auto door = std::make_unique<Door>(descriptor);
    connect(door->knocks(), &QSocketNotifier::activated, this,
            [this, descriptor, knocks = door->knocks()] { take(descriptor, knocks); });
    return door;
}

void LinkServer::take(int socket, QSocketNotifier *door)
{
    for (int taken = 0; taken < acceptedAtOnce && door->isEnabled(); ++taken) {
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        auto *const address = reinterpret_cast<sockaddr *>(&from);
        const int descriptor = ::accept4(socket, address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor >= 0) {
            Q_EMIT incoming(descriptor, plainAddress(QHostAddress(address)));
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            door->setEnabled(false);
            QTimer::singleShot(pause, door, [this, door] { door->setEnabled(m_accepting); });
        }
        return;
    }
}

QString LinkServer::listen(const ListenScope &scope)
{
    for (const QHostAddress &address : scope.ownAddresses()) {
        if (auto door = tryListen(address))
            m_doors.push_back(std::move(door));
        // Only the first address must work: a machine may have no IPv6.
        if (m_doors.empty())
            return QStringLiteral(
                       "This node cannot listen on %1; name an address of this machine with --listen.")
                .arg(address.toString());
    }
    return {};
}

void LinkServer::setAccepting(bool accepting)
{
    m_accepting = accepting;
    for (const auto &door : m_doors)
        door->knocks()->setEnabled(accepting);
}

} // namespace everbounce
