// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/Random.h"
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

/// The paths between nodes: where they are cut, when what was sent arrives, and since when a pair of nodes
/// can reach each other undisturbed. Nodes are numbered from 0 in the order of their starts.
class Network
{
public:
    Network(const Weather &calm, Random &random);

    Weather weather; ///< now; calm at first

    const Weather &calm() const { return m_calm; }

    void cut(int from, int to) { m_paths[{from, to}].cut = true; }
    void heal(int from, int to, Instant now);
    bool isCut(int from, int to) const;

    /// When copies of a message sent now arrive: none where it is lost, two where it is duplicated.
    std::vector<Instant> arrivals(int from, int to, Instant now);

    /// When something that stays in the order of the path, and is not lost, arrives: the end of a link.
    Instant arrivalInOrder(int from, int to, Instant now);

    /// Nothing arrives before `when`: the other side has not opened its end yet.
    void holdUntil(int from, int to, Instant when);

    /// Remembers that the pair could not reach each other as in calm weather at `when`.
    void disturb(int a, int b, Instant when);

    /// When the pair was last disturbed. A cut path is disturbed at all times, and is not told of here.
    Instant lastDisturbance(int a, int b) const;

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
};

} // namespace everbounce::simulation
