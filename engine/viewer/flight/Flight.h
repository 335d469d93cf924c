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

/// A flight as a viewer draws it: the newest publication, read off at instants of this machine's monotonic
/// clock. Pure. Within one flight the drawn tick never goes back, whatever becomes of the clock, and never
/// runs ahead of the track: where that ends, the ball stands, and goes on from there.
class Flight
{
public:
    /// Takes over a publication. False where it is dropped: there is no flight in it, or it bears a lower
    /// lease although the one that is drawn has not run out.
    bool update(const FlightView &view);

    /// Where the ball would be drawn in a frame that is seen at `instant`; nothing before the first
    /// publication.
    std::optional<DrawnBall> at(Nanoseconds instant) const;

    /// Whether the ball stands at `instant`, as nobody has flown it any further. Not before the first
    /// publication.
    bool hasRunOut(Nanoseconds instant) const;

    /// The same as at(), and that is what is drawn.
    std::optional<DrawnBall> drawAt(Nanoseconds instant);

private:
    bool ranOut() const { return m_drawnTick >= double(m_view.track.end()); }

    FlightView m_view;
    double m_drawnTick = 0;
};

} // namespace everbounce
