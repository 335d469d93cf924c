// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/BusyHost.h"

#include <array>

namespace everbounce::simulation {
namespace {

using namespace std::chrono_literals;

/// So late is a process that sleeps, in such a share of all cases at most: measured over 27,000 sleeps of 6
/// ms.
struct Lateness
{
    double share;
    Duration late;
};
constexpr std::array measured{Lateness{0, 60us},       Lateness{0.25, 100us}, Lateness{0.5, 2ms},
                              Lateness{0.75, 6ms},     Lateness{0.9, 14ms},   Lateness{0.95, 18ms},
                              Lateness{0.98, 26ms},    Lateness{0.99, 33ms},  Lateness{0.995, 38ms},
                              Lateness{0.998, 50ms},   Lateness{0.999, 56ms}, Lateness{0.9995, 66ms},
                              Lateness{0.9999, 123ms}, Lateness{1, 153ms}};

constexpr Duration startTime = 1s;

/// Between two of its sleeps a node runs, or waits for something to happen, for so long at most.
constexpr Duration mostAwake = 6ms;

} // namespace

BusyHost::BusyHost(const Options &options)
    : m_random{options.seed}
    , m_world(LeaseTimes{.lease = options.lease}, {.minDelay = 20us, .maxDelay = 200us},
              Random{m_random.next()})
{
    m_world.lengths = options.stretches;
    m_world.jitter = 1ms;
    m_world.silence = 2500ms;
    m_world.eraLength = 30s;
    m_world.watch(this);
    for (int node = 0; node < nodes; ++node) {
        m_world.start({.name = std::string(1, char('a' + node)), .id = {m_random.next() | 1}, .replica = {}});
        m_world.at(startTime, [this, node] { keepStalling(node); });
    }
    m_world.runUntil(startTime);
}

int BusyHost::falseTakeovers(Duration time)
{
    const int before = m_holdings;
    m_world.runUntil(m_world.now() + time);
    return m_holdings - before;
}

Duration BusyHost::freezeHolder()
{
    while (m_world.acting().empty())
        m_world.step();
    const int holder = m_world.acting().front();
    const Instant since = m_world.now();
    m_world.freeze(holder);
    m_isFrozen = true;
    while (m_world.acting().empty())
        m_world.step();
    return m_world.now() - since;
}

Duration BusyHost::length() const
{
    for (int node = 0; node < nodes; ++node) {
        if (m_world.node(node).core.isHolder())
            return m_world.node(node).core.times().length();
    }
    return Duration(0);
}

void BusyHost::afterAction(const SimNode &, const LeaseAction &action)
{
    m_holdings += std::holds_alternative<BecameHolder>(action) ? 1 : 0;
}

void BusyHost::keepStalling(int node)
{
    const Duration length = stall();
    if (!m_isFrozen)
        m_world.stall(node, length);
    const Duration awake = Duration(std::int64_t(m_random.unit() * double(mostAwake.count())));
    m_world.at(m_world.now() + length + awake, [this, node] { keepStalling(node); });
}

Duration BusyHost::stall()
{
    const double share = m_random.unit();
    std::size_t upper = 1;
    while (measured[upper].share < share)
        ++upper;
    const Lateness &a = measured[upper - 1];
    const Lateness &b = measured[upper];
    const double part = (share - a.share) / (b.share - a.share);
    return a.late + Duration(std::int64_t(part * double((b.late - a.late).count())));
}

} // namespace everbounce::simulation
