// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/LinkServer.h"

#include <QNetworkProxy>

#include <functional>

namespace everbounce {
namespace {

/// Hands out bare descriptors: the link that gets one configures it before the first byte.
class DescriptorServer final : public QTcpServer
{
public:
    explicit DescriptorServer(std::function<void(qintptr)> take)
        : m_take(std::move(take))
    {
        setProxy(QNetworkProxy::NoProxy);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_take(descriptor); }

private:
    std::function<void(qintptr)> m_take;
};

} // namespace

LinkServer::LinkServer(QObject *parent)
    : QObject(parent)
{
}

LinkServer::~LinkServer() = default;

std::unique_ptr<QTcpServer> LinkServer::tryListen(const QHostAddress &address, quint16 port)
{
    auto server =
        std::make_unique<DescriptorServer>([this](qintptr descriptor) { Q_EMIT incoming(descriptor); });
    return server->listen(address, port) ? std::move(server) : nullptr;
}

QString LinkServer::listen(const ListenScope &scope)
{
    for (const QHostAddress &address : scope.ownAddresses()) {
        if (auto server = tryListen(address, m_port)) {
            m_port = server->serverPort();
            m_servers.push_back(std::move(server));
        }
        // Only the first address must work: a machine may well be without IPv6.
        if (m_servers.empty())
            return QStringLiteral(
                       "This node cannot listen on %1; name an address of this machine with --listen.")
                .arg(address.toString());
    }
    return {};
}

void LinkServer::setAccepting(bool accepting)
{
    for (const auto &server : m_servers) {
        if (accepting)
            server->resumeAccepting();
        else
            server->pauseAccepting();
    }
}

} // namespace everbounce
