// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/Sender.h"

#include <utility>

namespace everbounce {

Sender::Sender(AcceptedSocket socket, std::optional<uid_t> trusted, Owner owner)
    : m_socket(std::move(socket))
    , m_trusted(trusted)
    , m_owner(std::move(owner))
{
}

bool Sender::isOwnUser()
{
    if (!m_isOwnUser)
        m_isOwnUser = ask();
    return *m_isOwnUser;
}

bool Sender::ask() const
{
    return m_trusted && m_socket.peer.address.isLoopback() && m_socket.local.address.isLoopback() &&
           m_owner(m_socket) == m_trusted;
}

} // namespace everbounce
