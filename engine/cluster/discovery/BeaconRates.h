// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/cluster/discovery/Recent.h"
#include "engine/cluster/link/Endpoint.h"
#include "engine/cluster/link/Protocol.h"

namespace everbounce {

/// Bounds how many signatures are verified, so that a flood costs little and nobody goes unheard. These have
/// a share of their own, which nobody else can use up: a sender of a sound beacon, an address that was named
/// by hand, and a network, for its first few datagrams in each second. All others share one rate, of which
/// one network has a part, and one address a part of that. Pure.
///
/// A network is one IPv4 address, or a /64 of IPv6: whoever has one address of it has all.
class BeaconRates
{
public:
    /// The addresses that were named by hand.
    void setSeeds(const QList<Endpoint> &seeds);

    /// Whether to look at a datagram of that sender.
    bool admits(const Endpoint &sender, Nanoseconds now);

    /// A datagram of that sender was sound.
    void proved(const Endpoint &sender);

    /// Per second, beside maxBeaconsPerSecond and its like.
    static constexpr int maxOfSeed = 20;
    static constexpr int maxOfNetwork = 2 * maxBeaconsOfOneAddress; ///< of the shared rate
    static constexpr int firstOfNetwork = 4;                        ///< of its own
    static constexpr int maxFirst = maxBeaconsPerSecond;            ///< of all networks' own

    /// This many known senders, networks and addresses are remembered.
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
