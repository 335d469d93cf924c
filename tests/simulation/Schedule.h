// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/Invariants.h"
#include "tests/simulation/Trace.h"

#include <memory>

namespace everbounce::simulation {

/// What came out of the schedules run so far.
struct Statistics
{
    std::uint64_t schedules = 0;
    Duration virtualTime{0};
    std::uint64_t faults = 0;
    std::uint64_t holdings = 0;
    Duration longestSettling{0};
    double mostSaid = 0;
    std::vector<Duration> afterKill; ///< no-holder times in a quiet cluster, by what ended the holder
    std::vector<Duration> afterFreeze;
    std::vector<Duration> afterRelease;
};

/// One history of a cluster, all from one seed: a stormy time in which anything can happen, then healing,
/// then clean failures of a quiet cluster, with time limits.
class Schedule
{
public:
    struct Options
    {
        std::uint64_t seed = 1;
        int nodes = 0; ///< 0: from 2 to 7, at random
        Duration lease = LeaseTimes().lease;
        std::ostream *trace = nullptr;
    };

    explicit Schedule(const Options &options);

    /// Throws a Violation where a promise is broken.
    void run(Statistics &statistics);

private:
    static Weather calmWeather(Random &random);
    Weather stormyWeather();
    bool chance(double probability) { return m_random.unit() < probability; }
    Duration between(Duration least, Duration most);
    int anyOf(const std::vector<int> &nodes) { return nodes[m_random.below(std::uint32_t(nodes.size()))]; }
    int target();
    void note(const std::string &text);

    void startNode(const Freshness &replica, std::uint64_t knownTerm);
    void keepPublishing();
    void fault();
    void nodeFault(int node);
    void networkFault(int node, int other);
    void split(int node);
    void thaw(int node);
    void storm();
    void heal();
    void calmFailures(Statistics &statistics);
    void killHolder(Statistics &statistics);
    void freezeHolder(Statistics &statistics);
    void releaseHolder(Statistics &statistics);
    void join();
    void partition();
    void publishUnevenly(int holder);
    int theHolder(const char *invariant);
    void expectOrder(const char *invariant);
    Duration untilSomebodyActs(int notThisOne, Duration most, const char *invariant);
    void expectNothingLost(const Freshness &known, int holder);

    Random m_random;
    World m_world;
    Invariants m_invariants;
    std::unique_ptr<Trace> m_trace;
    int m_size;
    bool m_stormy = true; ///< what the storm has scheduled for later is void once it is over
    std::uint64_t m_faults = 0;
};

} // namespace everbounce::simulation
