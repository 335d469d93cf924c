// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/lease/Lease.h"
#include "engine/node/view/Fault.h"

#include <optional>
#include <random>
#include <vector>

namespace everbounce {

/// Breaks something at random, again and again, and counts what was survived. Never breaks so much that fewer
/// than two sound nodes are left, and never ends or freezes the node whose window it is flown from.
/// Pure: instants are of one monotonic clock, and the choice is that of a seed.
class ChaosPilot
{
public:
    struct Aim
    {
        NodeId node;
        bool isSelf = false;
        bool isSound = true; ///< alive, and nothing was done to it lately
    };
    struct Order
    {
        Fault fault;
        NodeId node;
    };

    /// How fast it goes. Tests hurry.
    struct Pace
    {
        Nanoseconds leastPause = std::chrono::seconds(3);
        Nanoseconds mostPause = std::chrono::seconds(6);
        Nanoseconds verdictAfter = std::chrono::seconds(5);
    };

    static constexpr std::chrono::milliseconds tolerableStall{100};
    static constexpr int mostRefusals = 3; ///< in a row: somebody does not want this

    explicit ChaosPilot(unsigned seed)
        : ChaosPilot(seed, Pace())
    {
    }
    ChaosPilot(unsigned seed, const Pace &pace);

    /// How long until the next fault.
    Nanoseconds pause();

    /// What to break next; nothing where nothing may be broken. `nodes` are the living ones.
    std::optional<Order> choose(const std::vector<Aim> &nodes, NodeId holder);

    /// The fault that was chosen last was injected.
    void injected(Nanoseconds now);

    /// It was refused. Whether that was once too often.
    bool refused();

    /// This viewer drew no movement for so long.
    void stalled(Nanoseconds length);

    /// Judges what was injected long enough ago.
    void judge(Nanoseconds now, bool hasHolder);

    /// Counts from nothing: what is still to be judged is forgotten.
    void startAnew();

    int survived() const { return m_survived; }
    int judged() const { return m_judged; }
    bool hasOpen() const { return !m_open.empty(); } ///< something is still to be judged

private:
    struct Open
    {
        Nanoseconds at;
        bool stalled = false;
    };

    std::vector<NodeId> aimsOf(Fault fault, const std::vector<Aim> &nodes, NodeId holder) const;

    std::mt19937 m_random;
    Pace m_pace;
    std::vector<Open> m_open;
    int m_survived = 0;
    int m_judged = 0;
    int m_refusals = 0;
};

} // namespace everbounce
