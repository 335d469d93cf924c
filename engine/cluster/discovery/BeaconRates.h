// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/cluster/link/Endpoint.h"
#include "engine/cluster/link/Protocol.h"

#include <QHash>

namespace everbounce {

/// Of how many datagrams the signature is verified, so that a flood costs little and keeps nobody unheard:
/// each sender of whom a beacon was sound has a rate of its own; all others share one, of which one address
/// has a part. Pure.
class BeaconRates
{
public:
    /// Whether a datagram of that sender is to be looked at.
    bool admits(const Endpoint &sender, Nanoseconds now);

    /// A datagram of that sender was sound.
    void proved(const Endpoint &sender);

private:
    using Sender = std::pair<QHostAddress, quint16>;

    RateLimit m_strangers{maxBeaconsPerSecond};
    QHash<QHostAddress, RateLimit> m_addresses; ///< of strangers
    QHash<Sender, RateLimit> m_known;
};

} // namespace everbounce
