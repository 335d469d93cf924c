// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <QCborMap>

namespace everbounce {

/// A message of the lease that may have brought something along.
struct Carrier
{
    NodeId from;
    const QCborMap &message; ///< the payload's members stand beside the lease's own
    Lease lease;             ///< which it renews, or is a vote for; term 0 where it hands one over
    Lease known;             ///< the highest one that this node has held or followed
};

/// What travels along with the messages of the peers' lease: members of their maps that the lease does not
/// read. It wants to know only how new the payload is, because peers rank each other by that. This one is
/// none; whoever has something to send derives from it.
class LeasePayload
{
public:
    virtual ~LeasePayload() = default;

    /// How new it is what this node has.
    virtual Freshness freshness() const { return {}; }

    /// To go with a renewal of this lease to this peer; empty where it has that already.
    virtual QCborMap forRenewal(NodeId, const Lease &) { return {}; }

    /// To go with what makes its receiver the holder, or may do so, where that one has, or may have, an older
    /// one.
    virtual QCborMap forSuccessor() { return {}; }

    /// By this message, which has not been acted on yet, this node may become the holder. What came along is
    /// to be kept now: the node is to hold with it. True where freshness() is another one afterwards.
    virtual bool onSuccession(const Carrier &) { return false; }

    /// The holder of the lease that counts, another node, has renewed it. What came along is to be kept now,
    /// and announced when onHandled() is called: what follows from the message itself comes first.
    virtual void onRenewal(const Carrier &) {}

    /// All that follows from the last message has been done.
    virtual void onHandled(NodeId) {}
};

} // namespace everbounce
