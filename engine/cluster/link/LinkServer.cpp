// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/LinkServer.h"

#include "engine/cluster/link/Endpoint.h"

#include <QNetworkProxy>
#include <QTimer>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>

namespace everbounce {
namespace {

/// Connections accepted per turn of the event loop: a flood of them must not keep the links waiting. (Qt's
/// own loop ends only when no more are there.)
constexpr int acceptedAtOnce = 64;

/// The system's queue of waiting connections; a flood fills it quickly.
constexpr int backlog = 1024;

/// How long to wait when the process has no descriptor left.
constexpr std::chrono::milliseconds pause{100};

} // namespace

LinkServer::LinkServer(QObject *parent)
    : QObject(parent)
{
}

LinkServer::~LinkServer() = default;

std::optional<LinkServer::Door> LinkServer::tryListen(const QHostAddress &address, quint16 port)
{
    auto server = std::make_unique<QTcpServer>();
    server->setProxy(QNetworkProxy::NoProxy);
    server->setListenBacklogSize(backlog);
    if (!server->listen(address, port))
        return std::nullopt;
    server->pauseAccepting(); // it only opens the port: connections are accepted here
    const int socket = int(server->socketDescriptor());
    auto knocks = std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read);
    connect(knocks.get(), &QSocketNotifier::activated, this,
            [this, socket, door = knocks.get()] { take(socket, door); });
    return Door{std::move(server), std::move(knocks)};
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
        if (auto door = tryListen(address, m_port)) {
            m_port = door->server->serverPort();
            m_doors.push_back(std::move(*door));
        }
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
    for (const Door &door : m_doors)
        door.knocks->setEnabled(accepting);
}

} // namespace everbounce
