// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Schedule.h"

#include "engine/lease/LeaseText.h"

#include <algorithm>
#include <array>

namespace everbounce::simulation {

using namespace std::chrono_literals;

Schedule::Schedule(const Options &options)
    : m_random{options.seed}
    , m_world(LeaseTimes{}, calmWeather(m_random), Random{m_random.next()})
    , m_invariants(m_world)
    , m_size(options.nodes > 0 ? options.nodes : 2 + int(m_random.below(6)))
{
    m_world.jitter = 1ms;
    m_world.redial = between(5ms, 60ms);
    m_world.silence = between(600ms, 2s);
    m_world.eraLength = 3s;
    if (options.trace) {
        m_trace = std::make_unique<Trace>(m_world, *options.trace);
        m_world.watch(m_trace.get());
    }
    m_world.watch(&m_invariants);
}

void Schedule::run(Statistics &statistics)
{
    for (int i = 0; i < m_size; ++i) {
        const Freshness guardian{0, m_random.below(4), m_random.below(100)};
        const Duration delay = chance(0.3) ? Duration(0) : between(0ms, 600ms);
        m_world.at(delay, [this, guardian] { startNode(guardian, guardian.revision * 2); });
    }
    keepPublishing();
    storm();
    heal();
    calmFailures(statistics);
    ++statistics.schedules;
    statistics.virtualTime += m_world.now();
    statistics.faults += m_faults;
    statistics.holdings += m_invariants.holdings;
    statistics.mostSaid = std::max(statistics.mostSaid, m_invariants.mostSaid);
    statistics.longestSettling = std::max(statistics.longestSettling, m_invariants.longestSettling);
}

Weather Schedule::calmWeather(Random &random)
{
    constexpr std::array<Duration, 3> delays{200us, 1ms, 5ms};
    return {.minDelay = 50us, .maxDelay = delays[random.below(3)]};
}

Weather Schedule::stormyWeather()
{
    return {.minDelay = 50us,
            .maxDelay = between(1ms, 300ms),
            .loss = m_random.unit() * 0.4,
            .duplication = m_random.unit() * 0.2,
            .reorders = chance(0.5)};
}

Duration Schedule::between(Duration least, Duration most)
{
    return least + Duration(std::int64_t(m_random.unit() * double((most - least).count())));
}

void Schedule::note(const std::string &text)
{
    if (m_trace)
        m_trace->note(text);
}

void Schedule::startNode(const Freshness &guardian, std::uint64_t knownTerm)
{
    const int index = m_world.size();
    NodeSetup setup;
    setup.name = std::string(1, char('a' + index % 26)) + (index < 26 ? "" : std::to_string(index / 26));
    setup.id = {m_random.next() | 1};
    setup.guardian = guardian;
    setup.knownTerm = knownTerm;
    setup.clockOrigin = between(0s, 1000s);
    setup.clockDrift = int(m_random.below(1001)) - 500;
    note("start " + setup.name);
    m_world.start(setup);
}

/// Holders publish the track now and then, and commands; anybody may have other things to say.
void Schedule::keepPublishing()
{
    for (const int node : m_world.acting())
        m_world.publish(node, chance(0.1));
    if (m_world.size() > 0)
        m_world.ping(target());
    m_world.at(m_world.now() + between(20ms, 200ms), [this] { keepPublishing(); });
}

/// Mostly an acting node: that is where it hurts.
int Schedule::target()
{
    const std::vector<int> acting = m_world.acting();
    return acting.empty() || chance(0.5) ? int(m_random.below(std::uint32_t(m_world.size()))) : anyOf(acting);
}

void Schedule::fault()
{
    if (m_world.size() == 0)
        return;
    ++m_faults;
    const int node = target();
    const int other = int(m_random.below(std::uint32_t(m_world.size())));
    const std::string name = m_world.node(node).setup.name;
    const std::string both = name + ' ' + m_world.node(other).setup.name;
    switch (m_random.below(13)) {
    case 0:
        note("kill " + name);
        m_world.kill(node);
        break;
    case 1:
    case 2:
        if (int(m_world.running().size()) < std::max(m_size, 7)) { // a restart, or a join
            const Freshness snapshot = m_world.node(node).guardian;
            startNode(chance(0.7) ? snapshot : Freshness{},
                      chance(0.5) ? m_world.node(node).core.lease().term : 0);
        }
        break;
    case 3:
    case 4:
        note("freeze " + name);
        m_world.freeze(node);
        m_world.at(m_world.now() + (chance(0.5) ? between(1ms, 600ms) : between(600ms, 3s)), [this, node] {
            if (m_stormy)
                thaw(node);
        });
        break;
    case 5:
        note("cut " + both);
        m_world.cut(node, other);
        m_world.cut(other, node);
        break;
    case 6:
        note("cut one way " + both);
        m_world.cut(node, other);
        break;
    case 7: {
        const std::uint64_t side = m_random.next();
        note("split");
        for (int a = 0; a < m_world.size(); ++a) {
            for (int b = 0; b < m_world.size(); ++b) {
                if (((side >> (a % 64)) & 1) != ((side >> (b % 64)) & 1))
                    m_world.cut(a, b);
            }
        }
        break;
    }
    case 8:
        note("heal");
        m_world.healAll();
        break;
    case 9:
        note("reset " + both);
        m_world.reset(node, other);
        break;
    case 10:
        note("release " + name);
        m_world.release(node);
        break;
    case 11:
        note("draining " + name);
        m_world.setDraining(node, chance(0.5));
        break;
    default:
        m_world.network().weather = chance(0.5) ? stormyWeather() : m_world.network().calm();
        note(m_world.network().weather.loss > 0 ? "stormy weather" : "calm weather");
    }
}

void Schedule::thaw(int node)
{
    note("thaw " + m_world.node(node).setup.name);
    m_world.thaw(node);
}

void Schedule::storm()
{
    const Instant end = between(2s, 8s);
    const Duration pace = between(50ms, 1500ms);
    for (Instant when = between(100ms, 1s); when < end; when += between(0ms, pace))
        m_world.at(when, [this] { fault(); });
    m_world.runUntil(end);
}

void Schedule::heal()
{
    note("everything heals");
    m_stormy = false;
    m_world.network().weather = m_world.network().calm();
    m_world.healAll();
    for (int i = 0; i < m_world.size(); ++i) {
        m_world.thaw(i);
        m_world.setDraining(i, false);
    }
    while (m_world.running().size() < 2)
        startNode({}, 0);
    // What was delayed arrives, and links come up again; from then on the cluster is quiet.
    m_world.runUntil(m_world.now() + 700ms + m_invariants.settling());
    expectOrder("one-left-after-healing");
}

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
    if (m_world.node(holder).guardian < known)
        throw Violation("newest-guardian-goes-on", m_world.node(holder).setup.name + " has lost a revision");
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
            newest = std::max(newest, m_world.node(node).guardian);
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
    const int holder = theHolder("exactly-one-when-quiet");
    const std::vector<int> nodes = m_world.running();
    std::set<int> away;
    for (const int node : nodes) {
        if (node != holder && (away.empty() || chance(0.5)))
            away.insert(node);
    }
    note("split");
    for (const int a : nodes) {
        for (const int b : nodes) {
            if (away.contains(a) != away.contains(b))
                m_world.cut(a, b);
        }
    }
    m_world.runUntil(m_world.now() + m_world.times().lease * 2);
    const std::vector<int> sides = m_world.acting();
    m_world.publish(anyOf(sides), true);
    Freshness newest;
    for (const int side : sides)
        newest = std::max(newest, m_world.node(side).guardian);
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
    const Duration most = m_world.times().lease + 50ms;
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
    startNode(chance(0.5) ? m_world.node(holder).guardian : Freshness{}, chance(0.5) ? lease.term : 0);
    m_world.runUntil(m_world.now() + m_invariants.settling());
    if (theHolder("joins-take-nothing") != holder || m_world.node(holder).core.lease() != lease)
        throw Violation("joins-take-nothing", "the lease changed");
}

} // namespace everbounce::simulation
