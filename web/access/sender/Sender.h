// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/SocketOwner.h"

#include <functional>
#include <optional>

namespace everbounce {

/// Who sends the requests of a connection: whether it is the user that this node runs as, on this machine,
/// with nobody in between. An address does not prove that: other accounts, their proxies and tunnels come
/// from loopback as well. The kernel does: it knows who owns the socket at the other end.
class Sender
{
public:
    /// The user at the other end of a connection; see peerOwner().
    using Owner = std::function<std::optional<uid_t>(const AcceptedSocket &)>;

    /// `trusted` is the user to trust; without one nobody is.
    explicit Sender(AcceptedSocket socket, std::optional<uid_t> trusted = ownUser(), Owner owner = peerOwner);

    /// Whether it is the node's own user. Asks the kernel at the first call, while the connection is open;
    /// the answer holds for the whole connection.
    bool isOwnUser();

    /// From where it comes.
    QHostAddress address() const { return m_socket.peer.address; }

    /// A request said that it was passed on for somebody else: then everything on this connection may be.
    void distrust() { m_isOwnUser = false; }

private:
    bool ask() const;

    AcceptedSocket m_socket;
    std::optional<uid_t> m_trusted;
    Owner m_owner;
    std::optional<bool> m_isOwnUser;
};

} // namespace everbounce
