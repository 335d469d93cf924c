// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/Timing.h"

#include "engine/cluster/mesh/Transport.h"

namespace everbounce {

Agreement agreementOn(const Timing &timing)
{
    return {{{QLatin1String("lease_ms"), QLatin1String("--lease"), timing.lease},
             {QLatin1String("tick_ms"), QLatin1String("--tick"), timing.tick},
             {QLatin1String("horizon_ms"), QLatin1String("--horizon"), timing.horizon}},
            {{QLatin1String("coordination"), QLatin1String("--coordination"), timing.coordination,
              Timing().coordination}}};
}

/// A holder that misses two renewals is reached another way before its lease runs out; that it is silent is
/// told later.
void setTiming(SelfInfo &self, const Timing &timing)
{
    self.agreement = agreementOn(timing);
    self.detourAfter = 2 * timing.lease / 5;
}

} // namespace everbounce
