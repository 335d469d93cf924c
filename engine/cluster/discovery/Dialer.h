// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"
#include "engine/cluster/link/Endpoint.h"

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// Which peers to dial, where, and when. Pure.
///
/// When two nodes hear of each other, the one with the lower id dials at once. The other waits a moment and
/// dials too if nothing came: it may be the only one that can (address translation, a firewall).
class Dialer
{
public:
    struct Dial
    {
        NodeId peer;
        Endpoint to;
    };

    explicit Dialer(NodeId self)
        : m_self(self)
    {
    }

    /// A beacon, or another peer, says that `peer` listens there.
    void heard(NodeId peer, const Endpoint &at, Nanoseconds now);

    /// The peer said goodbye. Its id never comes back, so late and replayed beacons of it are ignored.
    void left(NodeId peer);

    /// There is a link to the peer; it was reached there. Beacons, which somebody may have replayed, never
    /// displace that place.
    void linked(NodeId peer, const std::optional<Endpoint> &at = std::nullopt);

    /// The link to a peer went down: the peer is looked for at its known addresses for `patience`. `lives`:
    /// without the usual pause, since the peer is there; but a link that keeps breaking gets the pause.
    void lost(NodeId peer, Nanoseconds now, Nanoseconds patience, bool lives = false);

    /// Others say that the peer is there: it goes on being looked for, if its address is known.
    void remember(NodeId peer, Nanoseconds now);

    /// A dial from takeDue() has failed.
    void dialFailed(NodeId peer, Nanoseconds now);

    /// Whether some peer is said to be at that address.
    bool knows(const QHostAddress &address) const;

    /// At most `room` peers to dial now; the caller reports what became of each. Those that had a link come
    /// first, then those that have waited longest.
    std::vector<Dial> takeDue(Nanoseconds now, int room);

    /// Whether a link to a new peer may come up soon: one that was heard of and not yet dialled in vain.
    bool expectsNewcomers() const;

    /// When takeDue() has something next, if ever.
    std::optional<Nanoseconds> nextDue() const;

private:
    enum class State { Waiting, Dialling, Linked };
    struct Entry
    {
        std::vector<Endpoint> endpoints; ///< a node may be heard at several addresses; each gets its turn
        std::optional<Endpoint> proven;  ///< where a link was; it gets every other turn
        std::size_t turn = 0;
        State state = State::Waiting;
        Nanoseconds due{0};
        Nanoseconds expires{0};
        std::optional<Nanoseconds> hurriedAt; ///< when it was last looked for without a pause
        int failures = 0;
        bool fresh = true; ///< never linked, and never dialled in vain

        Endpoint next() const;
    };

    bool isGone(NodeId peer) const;
    Nanoseconds courtesy(NodeId peer) const;

    NodeId m_self;
    std::map<NodeId, Entry> m_entries;
    std::deque<NodeId> m_gone; ///< the last that said goodbye
};

} // namespace everbounce
