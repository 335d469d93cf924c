// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/core/Ranking.h"

#include <tuple>

namespace everbounce {

bool ranksBefore(const Contender &a, const Contender &b)
{
    // `end` takes no part: it depends on what was on the way, and votes bring the newest along anyway.
    const auto key = [](const Contender &c) {
        return std::tuple(~c.standing.freshness.era, ~c.standing.freshness.revision, c.standing.draining,
                          c.id);
    };
    return key(a) < key(b);
}

} // namespace everbounce
