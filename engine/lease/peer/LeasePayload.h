// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <QCborMap>

namespace everbounce {

/// A message of the lease that may have brought a payload.
struct Carrier
{
    NodeId from;
    const QCborMap &message; ///< the payload's members are beside the lease's own
    Lease lease;             ///< the lease that it renews, or votes for; term 0 if it hands one over
    Lease known;             ///< the highest one that this node has held or followed
};

/// What travels with the messages of the peers' lease: members of their maps that the lease does not read.
/// The lease only asks how new the payload is, because peers rank each other by that. This class is an empty
/// payload; derive from it to send something.
class LeasePayload
{
public:
    virtual ~LeasePayload() = default;

    /// How new this node's payload is.
    virtual Freshness freshness() const { return {}; }

    /// What is to go with a renewal of this lease to this peer; empty if the peer already has it.
    virtual QCborMap forRenewal(NodeId, const Lease &) { return {}; }

    /// What is to go with a message that makes its receiver the holder, or may do so, if the receiver's
    /// payload is older, or may be.
    virtual QCborMap forSuccessor() { return {}; }

    /// By this message, which has not been acted on yet, this node may become the holder. Keep its payload
    /// now, since the node may hold with it. True if freshness() has changed.
    virtual bool onSuccession(const Carrier &) { return false; }

    /// The holder of the lease that counts, another node, has renewed it. Keep the payload now, and announce
    /// it when onHandled() is called: what follows from the message itself comes first.
    virtual void onRenewal(const Carrier &) {}

    /// Everything that follows from the last message has been done.
    virtual void onHandled(NodeId) {}
};

} // namespace everbounce
