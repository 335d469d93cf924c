// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Refusal.h"
#include "engine/lease/Backing.h"
#include "engine/lease/Lease.h"

#include <QObject>

namespace everbounce {

namespace refusals {
inline constexpr Refusal leaseOutOfBounds{"lease_out_of_bounds"}; ///< a number in a message of the lease
inline constexpr Refusal termLeaps{"term_leaps"};                 ///< beyond all terms that are known here
} // namespace refusals

/// May this node act, and under which term? Lives on the cluster's thread.
///
/// Ask mayAct() right before acting under the lease. If an action takes time, ask again before anybody sees
/// its result.
class LeaseKeeper : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Begins to take part. `knownTerm` is the highest term seen in an earlier life: terms go on growing.
    virtual void start(std::uint64_t knownTerm) = 0;

    /// Stops: no signal follows, and nothing is sent.
    virtual void stop() = 0;

    /// The lease that counts now; term 0 if no holder is known.
    virtual Lease lease() const = 0;
    virtual bool isHolder() const = 0;

    /// Whether this node may act at this instant.
    virtual bool mayAct() const = 0;

    /// How long a lease of this node's own is valid without renewal; 0 if that is not known.
    virtual Nanoseconds length() const { return Nanoseconds(0); }

    /// What it stands on; backingChanged() says that this changed.
    virtual Backing backing() const { return {}; }

    /// As the holder: raises the term, so that what is done next replaces everything before. becameHolder()
    /// follows.
    virtual void raise() = 0;

    /// Hands the lease over, if somebody can take it, and does not want it for a while.
    virtual void release() = 0;

    /// Like release(), but final: this node is about to stop.
    virtual void leave() = 0;

Q_SIGNALS:
    /// This node holds this lease from now on: newly, or in place of a lower one.
    void becameHolder(everbounce::Lease lease);
    void stoppedHolding();

    /// Another lease counts now, or none does (term 0).
    void leaseChanged(everbounce::Lease lease);

    /// The holder of the lease that counts, another node, has renewed it.
    void renewed();

    void backingChanged();

    void refused(everbounce::Refusal refusal, everbounce::NodeId from);
};

} // namespace everbounce
