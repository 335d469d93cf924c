// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/chaos/ChaosState.h"

namespace everbounce {

/// The state of chaos, and the count of what was survived: five seconds after a fault somebody holds the
/// lease, and the ball has flown all the time. Pure; instants are of one monotonic clock.
class ChaosRun
{
public:
    static constexpr std::chrono::minutes longest{10};     ///< then it goes off by itself
    static constexpr std::chrono::seconds verdictAfter{5}; ///< a fault was injected
    /// A fault that is judged later than that had nobody to judge it: nobody held the lease.
    static constexpr std::chrono::seconds grace{2};
    static constexpr int mostRefusals = 3; ///< in a row: somebody does not want this

    const ChaosState &state() const { return m_state; }

    /// Somebody switches it on or off at this node. False if it already is.
    bool setOn(bool on, NodeId self, Instant now);

    /// Takes over another node's state if that is newer; returns whether it did.
    bool adopt(const ChaosState &told);

    /// Whether it has been on for long enough and goes off now. All nodes see that by themselves.
    bool expire(Instant now);

    /// For the node that runs it: before it injects a fault, and if there is none to inject.
    void strike(const ChaosStrike &strike);
    void rest();

    /// The result of the last fault. After too many refusals it goes off.
    void struck() { m_refusals = 0; }
    void refused(const ChaosStrike &strike, NodeId self, const QString &problem);

    /// Whether the ball flies now. Called a few times a second by the node that runs chaos, and at once by
    /// the next one.
    void look(Instant now, bool isFlying);

    /// Judges what was injected long enough ago, on the node that runs chaos; whether there was such a thing.
    bool judge(Instant now);

private:
    void goOff(NodeId self, const QString &why);
    QString missOf(const ChaosStrike &strike, Instant now) const;

    ChaosState m_state;
    int m_refusals = 0;
    Instant m_stoodAt{0}; ///< seen last: the ball stood still
};

/// "Survived 3 of 4"; empty if it was never on.
QString chaosSummary(const ChaosState &state);

} // namespace everbounce
