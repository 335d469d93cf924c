// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <optional>

#include <sys/types.h>

// Who owns a socket, according to the kernel (sock_diag), which only knows this process's network namespace.
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

/// The user who owns the socket at the other end. Nothing if that is on another machine or in another network
/// namespace, if no process has it any more, or if the kernel does not say.
std::optional<uid_t> peerOwner(const AcceptedSocket &socket);

/// The user whose socket accepts connections to this very address and port.
std::optional<uid_t> listenerOwner(const SocketEnd &end);

/// The user that owns this process's sockets. Nothing for one who may stand for others: in a user namespace
/// the kernel calls every user without a number there "nobody".
std::optional<uid_t> ownUser();

} // namespace everbounce
