// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/ReferenceFlight.h"

#include <optional>

namespace everbounce::harness {
namespace {

QString text(const Position &position)
{
    return QStringLiteral("(%1 %2)").arg(position.x).arg(position.y);
}

} // namespace

ReferenceFlight::ReferenceFlight(const Frame &first, const Frame &second)
    : m_behavior(makeBuiltinBehavior("MirrorJump"))
    , m_flight({.tick = second.tick,
                .x = second.position.x,
                .y = second.position.y,
                .dx = second.position.x - first.position.x,
                .dy = second.position.y - first.position.y})
{
}

Position ReferenceFlight::at(Tick tick)
{
    m_flight.extendTo(tick, *m_behavior);
    const BallState &state = m_flight.stateAt(tick);
    return {state.x, state.y};
}

void ReferenceFlight::turn(const Frame &from, Position speed)
{
    m_flight.extendTo(from.tick, *m_behavior);
    m_flight.divert(
        {.tick = from.tick, .x = from.position.x, .y = from.position.y, .dx = speed.x, .dy = speed.y});
}

void FlightRecord::add(const Viewer &viewer)
{
    std::optional<Tick> before;
    for (const Frame &frame : viewer.frames()) {
        if (before && frame.tick <= *before)
            m_faults << QStringLiteral("After tick %1 a viewer got tick %2.").arg(*before).arg(frame.tick);
        before = frame.tick;
        const auto [known, isNew] = m_positions.insert({frame.tick, frame.position});
        if (!isNew && !(known->second == frame.position))
            m_faults << QStringLiteral("At tick %1 one viewer saw the ball at %2, another at %3.")
                            .arg(frame.tick)
                            .arg(text(known->second), text(frame.position));
    }
}

QStringList FlightRecord::faults() const
{
    QStringList faults = m_faults;
    if (m_positions.size() < 2)
        return faults << QStringLiteral("No flight was seen.");
    const auto second = std::next(m_positions.begin());
    if (second->first != first() + 1)
        return faults << QStringLiteral("The second tick seen is not next to the first one.");
    ReferenceFlight reference({first(), m_positions.begin()->second}, {second->first, second->second});
    Tick due = second->first;
    for (auto seen = second; seen != m_positions.end(); ++seen, ++due) {
        if (seen->first != due)
            faults << QStringLiteral("Nobody saw ticks %1 to %2.").arg(due).arg(seen->first - 1);
        due = seen->first;
        const Position expected = reference.at(due);
        if (!(seen->second == expected)) // the rest would be wrong as well
            return faults << QStringLiteral("At tick %1 the ball was at %2 instead of %3.")
                                 .arg(due)
                                 .arg(text(seen->second), text(expected));
    }
    return faults;
}

} // namespace everbounce::harness
