// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <optional>

namespace everbounce {

/// Which events tell of one incident: a fault and all that follows from it, without a pause. Pure. The page's
/// incidents.js does the same (tests/vectors/incidents.json).
class Incidents
{
public:
    static constexpr std::chrono::milliseconds together{1500};

    /// The number of an event's incident, from 1; 0 for what stands for itself.
    int of(EventFacts::Kind kind, Nanoseconds now);

private:
    int m_number = 0;
    std::optional<Nanoseconds> m_last;
};

} // namespace everbounce
