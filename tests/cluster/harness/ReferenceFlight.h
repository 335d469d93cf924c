// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Behavior.h"
#include "engine/ball/flight/LookAhead.h"
#include "tests/cluster/harness/Viewer.h"

#include <QStringList>

#include <map>
#include <memory>

namespace everbounce::harness {

/// The flight as nothing could have disturbed it, computed in this process from its first state.
class ReferenceFlight
{
public:
    /// Flies MirrorJump, which needs no more than two neighbouring frames to be known for good.
    ReferenceFlight(const Frame &first, const Frame &second);

    Tick begin() const { return m_flight.begin(); }
    Position at(Tick tick);

    /// From `from` on the ball flies at another speed, in box units a tick.
    void turn(const Frame &from, Position speed);

private:
    std::unique_ptr<Behavior> m_behavior;
    LookAhead m_flight;
};

/// Frames of any number of viewers, put together by their ticks.
class FlightRecord
{
public:
    /// Takes in what a viewer got on one connection. Ticks that go back there, and a tick at which two
    /// viewers saw the ball at different places, are faults.
    void add(const Viewer &viewer);

    Tick first() const { return m_positions.begin()->first; }
    Tick last() const { return m_positions.rbegin()->first; }

    /// Everything that is wrong with the record, one sentence each, and each only once a kind: a fault of
    /// above, a tick that no viewer saw, a tick at which the ball was not where the reference flight is.
    QStringList faults() const;

private:
    QStringList m_faults;
    std::map<Tick, Position> m_positions;
};

} // namespace everbounce::harness
