// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Random.h"

namespace everbounce {

std::uint64_t Random::next()
{
    state += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

std::uint32_t Random::below(std::uint32_t bound)
{
    // The first `excess` products of each block would make the low results likelier, so they are thrown away.
    const std::uint32_t excess = -bound % bound;
    for (;;) {
        const std::uint64_t product = (next() >> 32) * bound;
        if (static_cast<std::uint32_t>(product) >= excess)
            return static_cast<std::uint32_t>(product >> 32);
    }
}

double Random::unit()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

} // namespace everbounce
