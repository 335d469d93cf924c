// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Schedule.h"

#include "tests/simulation/LeaseText.h"

#include <algorithm>

// The end of a schedule: clean failures of a quiet cluster, with the times that they must keep.

namespace everbounce::simulation {

using namespace std::chrono_literals;

int Schedule::theHolder(const char *invariant)
{
    const std::vector<int> acting = m_world.acting();
    if (acting.size() != 1)
        throw Violation(invariant, std::to_string(acting.size()) + " nodes act, at " + toText(m_world.now()));
    return acting.front();
}

/// After a quiet time one node acts and the others follow it.
void Schedule::expectOrder(const char *invariant)
{
    const Lease lease = m_world.node(theHolder(invariant)).core.lease();
    for (const int node : m_world.running()) {
        const SimNode &follower = m_world.node(node);
        if (follower.core.leaseInForce(follower.clock(m_world.now())) != lease)
            throw Violation("all-follow-when-quiet",
                            follower.setup.name + " follows another lease, at " + toText(m_world.now()));
    }
}

void Schedule::calmFailures(Statistics &statistics)
{
    for (int i = 0; i < 2; ++i) {
        switch (m_random.below(5)) {
        case 0:
            killHolder(statistics);
            break;
        case 1:
            freezeHolder(statistics);
            break;
        case 2:
            releaseHolder(statistics);
            break;
        case 3:
            partition();
            break;
        default:
            join();
        }
        m_world.runUntil(m_world.now() + m_invariants.settling());
        expectOrder("exactly-one-when-quiet");
    }
}

Duration Schedule::untilSomebodyActs(int notThisOne, Duration most, const char *invariant)
{
    const Instant since = m_world.now();
    while (m_world.now() - since <= most) {
        for (const int node : m_world.acting()) {
            if (node != notThisOne)
                return m_world.now() - since;
        }
        m_world.step();
    }
    throw Violation(invariant,
                    "nobody acts " + toText(m_world.now() - since) + " after, at " + toText(m_world.now()));
}

/// The successor starts from the newest that any node has.
void Schedule::expectNothingLost(const Freshness &known, int holder)
{
    if (m_world.node(holder).replica < known)
        throw Violation("newest-replica-goes-on", m_world.node(holder).setup.name + " has lost a revision");
}

void Schedule::killHolder(Statistics &statistics)
{
    const int holder = theHolder("exactly-one-when-quiet");
    if (m_world.running().size() < 2)
        return;
    publishUnevenly(holder);
    Freshness newest;
    for (const int node : m_world.running()) {
        if (node != holder)
            newest = std::max(newest, m_world.node(node).replica);
    }
    note("kill " + m_world.node(holder).setup.name);
    m_world.kill(holder);
    const Duration most = m_world.network().calm().maxDelay * 7;
    statistics.afterKill.push_back(untilSomebodyActs(holder, most, "killed-holder-is-replaced"));
    expectNothingLost(newest, m_world.acting().front());
}

/// The last thing that the holder says does not reach everybody.
void Schedule::publishUnevenly(int holder)
{
    for (int node = 0; node < m_world.size(); ++node) {
        if (node != holder && chance(0.5))
            m_world.cut(holder, node);
    }
    m_world.publish(holder, chance(0.5));
    m_world.runUntil(m_world.now() + m_world.network().calm().maxDelay);
    m_world.healAll();
}

/// Two sides, each with a holder; the one that knows more goes on.
void Schedule::partition()
{
    split(theHolder("exactly-one-when-quiet"));
    m_world.runUntil(m_world.now() + m_world.times().longest() * 2);
    const std::vector<int> sides = m_world.acting();
    m_world.publish(anyOf(sides), true);
    Freshness newest;
    for (const int side : sides)
        newest = std::max(newest, m_world.node(side).replica);
    newest.end = 0; // ranks nothing
    note("heal");
    m_world.healAll();
    m_world.runUntil(m_world.now() + m_invariants.settling());
    expectNothingLost(newest, theHolder("one-left-after-healing"));
}

void Schedule::freezeHolder(Statistics &statistics)
{
    const int holder = theHolder("exactly-one-when-quiet");
    if (m_world.running().size() < 2)
        return;
    note("freeze " + m_world.node(holder).setup.name);
    m_world.freeze(holder);
    const Duration most = m_world.times().longest() + 50ms;
    statistics.afterFreeze.push_back(untilSomebodyActs(holder, most, "frozen-holder-is-replaced"));
    m_world.runUntil(m_world.now() + between(0ms, 3s));
    const int successor = theHolder("exactly-one-when-quiet");
    const Lease lease = m_world.node(successor).core.lease();
    thaw(holder);
    m_world.runUntil(m_world.now() + m_invariants.settling());
    if (theHolder("exactly-one-when-quiet") != successor || m_world.node(successor).core.lease() != lease)
        throw Violation("joins-take-nothing",
                        m_world.node(holder).setup.name + " came back and took the lease");
}

void Schedule::releaseHolder(Statistics &statistics)
{
    const int holder = theHolder("exactly-one-when-quiet");
    if (m_world.running().size() < 2)
        return;
    note("release " + m_world.node(holder).setup.name);
    m_world.release(holder);
    if (chance(0.5))
        m_world.kill(holder); // as a clean stop does
    const Duration most = m_world.network().calm().maxDelay;
    statistics.afterRelease.push_back(untilSomebodyActs(holder, most, "released-lease-is-taken"));
}

void Schedule::join()
{
    const int holder = theHolder("exactly-one-when-quiet");
    const Lease lease = m_world.node(holder).core.lease();
    startNode(chance(0.5) ? m_world.node(holder).replica : Freshness{}, chance(0.5) ? lease.term : 0);
    m_world.runUntil(m_world.now() + m_invariants.settling());
    if (theHolder("joins-take-nothing") != holder || m_world.node(holder).core.lease() != lease)
        throw Violation("joins-take-nothing", "the lease changed");
}

} // namespace everbounce::simulation
