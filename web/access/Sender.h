// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/SocketOwner.h"

#include <functional>
#include <optional>

namespace everbounce {

/// Who sends the requests of one connection: whether the very user as whom this node runs, on this machine,
/// with nobody between. An address is no proof of that: proxies of other accounts, tunnels and other
/// accounts themselves come from loopback as well. The kernel is: it knows whose socket the other end is.
class Sender
{
public:
    /// Whose the other end of a connection is; see peerOwner().
    using Owner = std::function<std::optional<uid_t>(const AcceptedSocket &)>;

    /// `trusted` is the user to trust; nothing is nobody.
    explicit Sender(AcceptedSocket socket, std::optional<uid_t> trusted = ownUser(), Owner owner = peerOwner);

    /// Whether it is the node's own user. The kernel is asked at the first call, while the connection stands,
    /// and once: what a connection is it stays.
    bool isOwnUser();

    /// A request said that it was passed on for somebody else: whatever comes by this connection may be so.
    void distrust() { m_isOwnUser = false; }

private:
    bool ask() const;

    AcceptedSocket m_socket;
    std::optional<uid_t> m_trusted;
    Owner m_owner;
    std::optional<bool> m_isOwnUser;
};

} // namespace everbounce
