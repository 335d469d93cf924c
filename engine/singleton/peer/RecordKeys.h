// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

// What may come along with a message of the lease.

namespace everbounce {

inline constexpr QLatin1String kRecord("guardian"); ///< the sender's record
inline constexpr QLatin1String kTick("tick");       ///< a holder's: where the singleton is as it sends this

} // namespace everbounce
