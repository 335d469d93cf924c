// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

// One bound for each kind of number that comes from outside: from a peer, a disk or an engine. Whatever reads
// a number beyond its bound refuses it. docs/decisions/0012 gives the reasons.

namespace everbounce::bounds {

/// Terms, revisions and event numbers: they only grow, and the highest wins. Whole in a double too, as JSON
/// has them.
constexpr std::uint64_t maxCount = (std::uint64_t(1) << 53) - 1;

/// Such a number may exceed what is known of its kind by this much.
constexpr std::uint64_t maxCountLeap = 1'000'000;

/// The bound while nothing is known of its kind: half of the numbers are left to grow into.
constexpr std::uint64_t maxFirstCount = std::uint64_t(1) << 52;

/// A thousand years; a double still resolves a 4000th of a tick there.
constexpr std::uint64_t maxTick = std::uint64_t(1) << 40;

/// The highest tick of a state that this node has not followed.
constexpr std::uint64_t maxFirstTick = std::uint64_t(1) << 39;

/// A published state may reach this many horizons beyond now. Holders stay within five thirds of one.
constexpr double maxHorizonsAhead = 4;

/// A wall clock's time, in milliseconds since the epoch: up to the year 9999.
constexpr std::int64_t maxWallTime = 253'402'300'799'999;

/// What is left of a lease, as a peer may claim.
constexpr std::chrono::nanoseconds maxRemaining = std::chrono::minutes(1);

constexpr bool leaps(std::uint64_t number, std::uint64_t known)
{
    return number > known && number - known > maxCountLeap;
}

} // namespace everbounce::bounds
