// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/SocketOwner.h"

#include <QHashFunctions>

namespace everbounce {

/// Both ends of a connection. One end does not identify it: a port of another machine may have as many
/// connections as this machine has addresses.
struct ConnectionEnds
{
    SocketEnd peer;
    SocketEnd local;

    /// An address that is valid on its own wire only is a different one on each wire; Qt does not tell them
    /// apart.
    bool operator==(const ConnectionEnds &other) const
    {
        const auto areSame = [](const SocketEnd &a, const SocketEnd &b) {
            return a.port == b.port && a.address == b.address && a.address.scopeId() == b.address.scopeId();
        };
        return areSame(peer, other.peer) && areSame(local, other.local);
    }
};

inline size_t qHash(const ConnectionEnds &ends, size_t seed = 0)
{
    return qHashMulti(seed, ends.peer.address, ends.peer.port, ends.local.address, ends.local.port);
}

} // namespace everbounce
