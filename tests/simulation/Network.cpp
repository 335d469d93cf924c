// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Network.h"

#include <algorithm>

namespace everbounce::simulation {

Duration Weather::delay(Random &random) const
{
    return minDelay + Duration(std::int64_t(random.unit() * double((maxDelay - minDelay).count())));
}

Network::Network(const Weather &calm, Random &random)
    : weather(calm)
    , m_calm(calm)
    , m_random(random)
{
}

void Network::cut(int from, int to)
{
    m_paths[{from, to}].cut = true;
    ++m_changes;
}

void Network::heal(int from, int to, Instant now)
{
    if (Path &path = m_paths[{from, to}]; path.cut) {
        path.cut = false;
        ++m_changes;
        disturb(from, to, now);
    }
}

bool Network::isCut(int from, int to) const
{
    const auto found = m_paths.find({from, to});
    return found != m_paths.end() && found->second.cut;
}

std::vector<Instant> Network::arrivals(int from, int to, Instant now)
{
    Path &path = m_paths[{from, to}];
    if (path.cut || m_random.unit() < weather.loss) {
        disturb(from, to, now + Duration(1)); // after the opening of a link at this very instant
        return {};
    }
    std::vector<Instant> times;
    const int copies = m_random.unit() < weather.duplication ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
        const Instant free = now + weather.delay(m_random);
        const Instant arrival = weather.reorders ? std::max(free, now) : std::max(free, path.notBefore);
        if (arrival > now + m_calm.maxDelay || arrival < path.notBefore || copies > 1)
            disturb(from, to, arrival);
        path.notBefore = std::max(path.notBefore, arrival);
        times.push_back(arrival);
    }
    return times;
}

Instant Network::arrivalInOrder(int from, int to, Instant now)
{
    Path &path = m_paths[{from, to}];
    path.notBefore = std::max(path.notBefore, now + m_calm.delay(m_random));
    return path.notBefore;
}

void Network::holdUntil(int from, int to, Instant when)
{
    Path &path = m_paths[{from, to}];
    path.notBefore = std::max(path.notBefore, when);
}

void Network::disturb(int a, int b, Instant when)
{
    Instant &last = m_disturbed[pairOf(a, b)];
    last = std::max(last, when);
    if (last >= m_latest.when)
        m_latest = {a, b, last};
}

Instant Network::lastDisturbance(int a, int b) const
{
    const auto found = m_disturbed.find(pairOf(a, b));
    return found == m_disturbed.end() ? Instant(0) : found->second;
}

} // namespace everbounce::simulation
