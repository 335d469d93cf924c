// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <optional>

namespace everbounce {

/// What one frame shows of the flight.
struct DrawnBall
{
    double tick = 0; ///< fractional
    Position position;
    quint64 term = 0; ///< of the lease under which this part of the flight was published

    bool operator==(const DrawnBall &) const = default;
};

/// A flight as a viewer draws it: the newest publication, read at instants of this machine's monotonic clock.
/// Pure. Within one flight the drawn tick never goes back, whatever the clock does, and never runs ahead of
/// the track: at its end the ball stands still, and goes on from there.
class Flight
{
public:
    /// Takes over a publication. False if it is dropped: there is no flight in it, or its lease is lower
    /// although the flight that is drawn has not run out.
    bool update(const FlightView &view);

    /// Where the ball would be drawn in a frame that is seen at `instant`; nothing before the first
    /// publication.
    std::optional<DrawnBall> at(Nanoseconds instant) const;

    /// Whether the ball stands still at `instant`, because nobody flew it further. Not before the first
    /// publication.
    bool hasRunOut(Nanoseconds instant) const;

    /// Like at(), for a frame that is really drawn.
    std::optional<DrawnBall> drawAt(Nanoseconds instant);

private:
    bool ranOut() const { return m_drawnTick >= double(m_view.track.end()); }

    FlightView m_view;
    double m_drawnTick = 0;
};

} // namespace everbounce
