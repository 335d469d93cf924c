// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"
#include "engine/singleton/replica/store/CommandLog.h"

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
        EngineCrash, ///< of the holder's engine
        Suspend,     ///< of `node`: as frozen, and its timers stand still
        WallStep,    ///< of the wall clock of `node`, by `length`, to and fro
        FullDisk,    ///< of `node`: what it appends is torn
        FailingDisk, ///< of `node`: it takes nothing
        SlowDisk,    ///< of `node`: each job takes up to half a second
        LyingDisk,   ///< of `node`: what it says to have written is gone with the power
        OldDisk,     ///< of `node`: after `length` it starts anew with the disk as it was
        Loss,        ///< of a share of all messages
        Delay,       ///< of all messages
        RottenDisk,  ///< of `node`, which is down meanwhile: one of its files is damaged, or gone
        UnreadDisk,  ///< of `node`, which is ended: it cannot read its files
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
    double drift = 0; ///< clocks are faster or slower by up to this share
    Nanoseconds length{0};
    std::size_t stretchesTold = Lineage::mostTold; ///< of its lineage a record brings along
    std::size_t commandsKept = CommandLog::mostCommands;
    std::vector<Happening> happenings; ///< in the order of time
};

/// Of all that may happen each plan draws a few kinds, which so meet more often, and lets some of it happen
/// at about the same time (Groce et al., "Swarm Testing", ISSTA 2012).
Plan planOf(std::uint64_t seed);

/// With some that few plans need: disks whose files are damaged, or cannot be read for a while.
Plan withRot(Plan plan);

/// Whether a disk forgets what it was said to have.
bool isDishonest(Happening::Kind kind);

/// Whether nodes may be out of each other's reach by it for a while, and so differ in what they know.
bool isSplit(Happening::Kind kind);

/// "  1.204 s  kill node 2 for 0.310 s"
std::string toText(const Happening &happening);

} // namespace everbounce::simulation
