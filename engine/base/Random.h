// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace everbounce {

/// A random generator: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014). Its whole state is one number, so it can travel with a record. Unlike the distributions of
/// <random> it gives the same values on every platform.
struct Random
{
    std::uint64_t state = 0x9e3779b97f4a7c15u;

    /// 64 random bits.
    std::uint64_t next();

    /// A uniform integer in 0…bound−1, without bias (Lemire's multiplication method). bound must be at
    /// least 1.
    std::uint32_t below(std::uint32_t bound);

    /// A uniform double in [0, 1), of 53 random bits.
    double unit();

    bool operator==(const Random &) const = default;
};

} // namespace everbounce
