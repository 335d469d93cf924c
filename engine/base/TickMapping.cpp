// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/TickMapping.h"

#include <algorithm>

namespace everbounce {

double TickMapping::tickAt(Nanoseconds instant) const
{
    const double passed = double((instant - anchor).count());
    const double line = anchorTick + passed / double(tickLength.count());
    if (correctionTime.count() <= 0)
        return line + (correction != 0 && instant >= anchor ? correction : 0);
    return line + correction * std::clamp(passed / double(correctionTime.count()), 0.0, 1.0);
}

Nanoseconds TickMapping::instantOf(double tick) const
{
    constexpr double century = 3.2e18; // nanoseconds; a farther instant would not fit
    const double passed = (tick - anchorTick - correction) * double(tickLength.count());
    return anchor + Nanoseconds(static_cast<Nanoseconds::rep>(std::clamp(passed, -century, century)));
}

} // namespace everbounce
