// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Schedule.h"

#include <algorithm>
#include <array>

namespace everbounce::simulation {

using namespace std::chrono_literals;

Schedule::Schedule(const Options &options)
    : m_random{options.seed}
    , m_world(LeaseTimes{.lease = options.lease}, calmWeather(m_random), Random{m_random.next()})
    , m_invariants(m_world)
    , m_size(options.nodes > 0 ? options.nodes : 2 + int(m_random.below(6)))
{
    m_world.jitter = 1ms;
    m_world.redial = between(5ms, 60ms);
    m_world.gathering = chance(0.5) ? between(0ms, 500ms) : Duration(0);
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
        const Freshness replica{0, m_random.below(4), m_random.below(100)};
        const Duration delay = chance(0.3) ? Duration(0) : between(0ms, 600ms);
        m_world.at(delay, [this, replica] { startNode(replica, replica.revision * 2); });
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

void Schedule::startNode(const Freshness &replica, std::uint64_t knownTerm)
{
    const int index = m_world.size();
    NodeSetup setup;
    setup.name = std::string(1, char('a' + index % 26)) + (index < 26 ? "" : std::to_string(index / 26));
    setup.id = {m_random.next() | 1};
    setup.replica = replica;
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
    if (chance(0.5))
        nodeFault(node);
    else
        networkFault(node, int(m_random.below(std::uint32_t(m_world.size()))));
}

void Schedule::nodeFault(int node)
{
    const SimNode &victim = m_world.node(node);
    switch (m_random.below(7)) {
    case 0:
        note("kill " + victim.setup.name);
        m_world.kill(node);
        break;
    case 1:
    case 2: // a restart, or a join
        if (int(m_world.running().size()) < std::max(m_size, 7))
            startNode(chance(0.7) ? victim.replica : Freshness{}, chance(0.5) ? victim.core.lease().term : 0);
        break;
    case 3:
    case 4:
        note("freeze " + victim.setup.name);
        m_world.freeze(node);
        m_world.at(m_world.now() + (chance(0.5) ? between(1ms, 600ms) : between(600ms, 3s)), [this, node] {
            if (m_stormy)
                thaw(node);
        });
        break;
    case 5:
        note("release " + victim.setup.name);
        m_world.release(node);
        break;
    default:
        note("draining " + victim.setup.name);
        m_world.setDraining(node, chance(0.5));
    }
}

void Schedule::networkFault(int node, int other)
{
    const std::string both = m_world.node(node).setup.name + ' ' + m_world.node(other).setup.name;
    switch (m_random.below(6)) {
    case 0:
        note("cut " + both);
        m_world.cut(node, other);
        m_world.cut(other, node);
        break;
    case 1:
        note("cut one way " + both);
        m_world.cut(node, other);
        break;
    case 2:
        split(node);
        break;
    case 3:
        note("heal");
        m_world.healAll();
        break;
    case 4:
        note("reset " + both);
        m_world.reset(node, other);
        break;
    default:
        m_world.network().weather = chance(0.5) ? stormyWeather() : m_world.network().calm();
        note(m_world.network().weather.loss > 0 ? "stormy weather" : "calm weather");
    }
}

/// Two sides, at random, with this node on one of them and somebody on the other.
void Schedule::split(int node)
{
    note("split");
    std::set<int> away;
    for (int other = 0; other < m_world.size(); ++other) {
        if (other != node && m_world.node(other).alive && (away.empty() || chance(0.5)))
            away.insert(other);
    }
    for (int a = 0; a < m_world.size(); ++a) {
        for (int b = 0; b < m_world.size(); ++b) {
            if (away.contains(a) != away.contains(b))
                m_world.cut(a, b);
        }
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

} // namespace everbounce::simulation
