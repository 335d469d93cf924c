// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/cluster/discovery/Recent.h"
#include "engine/cluster/link/Endpoint.h"
#include "engine/cluster/link/Protocol.h"

namespace everbounce {

/// Of how many datagrams the signature is verified, so that a flood costs little and keeps nobody unheard.
/// What each has of its own no other one can use up: a sender of whom a beacon was sound, an address that was
/// named by hand, and a network, for its first few datagrams in each second. All others share one rate, of
/// which one network has a part, and one address of it has a part of that. Pure.
///
/// A network is one address of IPv4, and 2^64 of them of IPv6: whoever has one of these has all.
class BeaconRates
{
public:
    /// The addresses that were named by hand.
    void setSeeds(const QList<Endpoint> &seeds);

    /// Whether a datagram of that sender is to be looked at.
    bool admits(const Endpoint &sender, Nanoseconds now);

    /// A datagram of that sender was sound.
    void proved(const Endpoint &sender);

    /// A second, beside maxBeaconsPerSecond and its like.
    static constexpr int maxOfSeed = 20;
    static constexpr int maxOfNetwork = 2 * maxBeaconsOfOneAddress; ///< of what all share
    static constexpr int firstOfNetwork = 4;                        ///< of its own
    static constexpr int maxFirst = maxBeaconsPerSecond;            ///< of all networks' own

    /// So many senders that are known, networks, and addresses are remembered.
    static constexpr std::size_t mostRemembered = 1024;

private:
    using Sender = std::pair<QHostAddress, quint16>;

    struct Network
    {
        RateLimit first{firstOfNetwork};
        RateLimit shared{maxOfNetwork};
    };

    bool admitsStranger(const QHostAddress &address, Nanoseconds now);
    void makeRoomForKnown();

    Recent<Sender, RateLimit> m_known;
    QHash<QHostAddress, RateLimit> m_seeds;
    // Of strangers:
    Recent<QHostAddress, Network> m_networks;
    Recent<QHostAddress, RateLimit> m_addresses;
    RateLimit m_first{maxFirst};
    RateLimit m_shared{maxBeaconsPerSecond};
};

} // namespace everbounce
