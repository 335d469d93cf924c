// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"

#include <string>
#include <vector>

namespace everbounce::simulation {

/// One thing that befalls a cluster, and for how long.
struct Happening
{
    enum class Kind {
        Kill,        ///< of `node`; started anew after `length`
        PowerCut,    ///< of all nodes; likewise
        HandOver,    ///< the holder leaves, and comes back after `length`
        Freeze,      ///< of `node`
        Part,        ///< into the sides that `sides` gives each node
        Cut,         ///< of `node` and `other`
        CutOneWay,   ///< from `node` to `other`
        Reset,       ///< of all connections of `node`, though nobody is dead
        FullDisk,    ///< of `node`
        EngineCrash, ///< of the holder's engine
    };

    Kind kind = Kind::Kill;
    Nanoseconds at{0}; ///< since the beginning
    Nanoseconds length{0};
    int node = 0;
    int other = 0;
    std::vector<int> sides;
};

/// The plan of a seed.
struct Plan
{
    std::uint64_t seed = 0;
    int nodes = 3;
    Nanoseconds length{0};
    std::vector<Happening> happenings; ///< in the order of time
};

Plan planOf(std::uint64_t seed);

/// "  1.204 s  kill node 2 for 0.310 s"
std::string toText(const Happening &happening);

} // namespace everbounce::simulation
