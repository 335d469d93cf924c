// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

// The messages by which nodes keep their command logs alike; see docs/protocol.md.

namespace everbounce::logkeys {

inline constexpr QLatin1String kLog("log");
inline constexpr QLatin1String kAsk("log-ask");
inline constexpr QLatin1String kOffer("log-offer");
inline constexpr QLatin1String kMissing("log-holes");
inline constexpr QLatin1String kSince("since");
inline constexpr QLatin1String kUpTo("up_to");
inline constexpr QLatin1String kCommands("commands");
inline constexpr QLatin1String kHoles("holes");
inline constexpr QLatin1String kWholeLineage("whole_lineage");

} // namespace everbounce::logkeys
