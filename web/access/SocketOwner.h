// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <optional>

#include <sys/types.h>

// Whose a socket is, as the kernel tells (sock_diag). It tells of this process's network namespace alone.
// Each question is a few short system calls; from any thread.

namespace everbounce {

/// One end of a TCP connection.
struct SocketEnd
{
    QHostAddress address;
    quint16 port = 0;
};

/// An accepted connection, as this process has it.
struct AcceptedSocket
{
    SocketEnd peer;
    SocketEnd local;
    quint64 inode = 0; ///< of this process's end

    /// `descriptor` is a connected TCP socket.
    static AcceptedSocket of(int descriptor, const SocketEnd &peer, const SocketEnd &local);
};

/// The user to whom the socket at the other end belongs. Nothing where that is on another machine or in
/// another network namespace, where no process has it any more, or where the kernel does not say.
std::optional<uid_t> peerOwner(const AcceptedSocket &socket);

/// The user whose socket accepts connections to this very address and port.
std::optional<uid_t> listenerOwner(const SocketEnd &end);

/// The user as whom this process opens sockets. Nothing for one who may stand for any other: in a user
/// namespace the kernel calls everybody "nobody" who has no number there.
std::optional<uid_t> ownUser();

} // namespace everbounce
