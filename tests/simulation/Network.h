// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/lease/Lease.h"

#include <map>
#include <vector>

namespace everbounce::simulation {

/// What the network does to messages, at random.
struct Weather
{
    Duration minDelay{0};
    Duration maxDelay{0};
    double loss = 0;
    double duplication = 0;
    bool reorders = false; ///< else every path delivers in the order of sending, as TCP does

    Duration delay(Random &random) const;
};

/// The paths between nodes: which are cut, when messages arrive, and since when a pair of nodes can reach
/// each other undisturbed. Nodes are numbered from 0 in the order of their starts.
class Network
{
public:
    Network(const Weather &calm, Random &random);

    Weather weather; ///< now; calm at first

    const Weather &calm() const { return m_calm; }

    void cut(int from, int to);
    void heal(int from, int to, Instant now);
    bool isCut(int from, int to) const;

    /// Grows with every cut and every healing.
    std::uint64_t changes() const { return m_changes; }

    /// When copies of a message sent now arrive: none if it is lost, two if it is duplicated.
    std::vector<Instant> arrivals(int from, int to, Instant now);

    /// When something that stays in the order of the path, and is not lost, arrives: the end of a link.
    Instant arrivalInOrder(int from, int to, Instant now);

    /// Nothing arrives before `when`: the other side has not opened its end yet.
    void holdUntil(int from, int to, Instant when);

    /// Remembers that the pair could not reach each other as in calm weather at `when`.
    void disturb(int a, int b, Instant when);

    /// When the pair was last disturbed. A cut path is disturbed at all times, and is not told of here.
    Instant lastDisturbance(int a, int b) const;

    struct Disturbance
    {
        int a = 0;
        int b = 0;
        Instant when{0};
    };
    /// The latest of all pairs.
    const Disturbance &latestDisturbance() const { return m_latest; }

private:
    struct Path
    {
        bool cut = false;
        Instant notBefore{0};
    };

    static std::pair<int, int> pairOf(int a, int b) { return {std::min(a, b), std::max(a, b)}; }

    Weather m_calm;
    Random &m_random;
    std::map<std::pair<int, int>, Path> m_paths; ///< from, to
    std::map<std::pair<int, int>, Instant> m_disturbed;
    Disturbance m_latest;
    std::uint64_t m_changes = 0;
};

} // namespace everbounce::simulation
