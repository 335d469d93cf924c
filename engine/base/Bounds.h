// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

// One bound for each kind of number that comes from outside: from a peer, a disk or an engine. What is beyond
// it is refused by whatever reads it, wherever it stands. Why they are what they are: docs/decisions/0012.

namespace everbounce::bounds {

/// Terms, revisions and numbers of events: what only grows, and where the highest wins. Whole in a double
/// too, as JSON has them.
constexpr std::uint64_t maxCount = (std::uint64_t(1) << 53) - 1;

/// By so much may such a number exceed what is known of its kind.
constexpr std::uint64_t maxCountLeap = 1'000'000;

/// Where nothing is known of its kind: half of the numbers stay free to grow into.
constexpr std::uint64_t maxFirstCount = std::uint64_t(1) << 52;

/// A thousand years; a double still tells a 4000th of a tick there.
constexpr std::uint64_t maxTick = std::uint64_t(1) << 40;

/// Of a state that was not followed up to there.
constexpr std::uint64_t maxFirstTick = std::uint64_t(1) << 39;

/// So many horizons beyond now a published state may reach. Holders stay within five thirds of one.
constexpr double maxHorizonsAhead = 4;

/// A wall clock's time, in milliseconds since the epoch: up to the year 9999.
constexpr std::int64_t maxWallTime = 253'402'300'799'999;

/// What is left of a lease, as a peer may say it.
constexpr std::chrono::nanoseconds maxRemaining = std::chrono::minutes(1);

constexpr bool leaps(std::uint64_t number, std::uint64_t known)
{
    return number > known && number - known > maxCountLeap;
}

} // namespace everbounce::bounds
