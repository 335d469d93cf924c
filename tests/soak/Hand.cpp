// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Hand.h"

#include <numeric>

namespace everbounce::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto longestPause = 1500ms;

} // namespace

Hand::Hand(quint64 seed, std::vector<Deed> deeds)
    : m_deeds(std::move(deeds))
    , m_random(seed)
{
    m_next.setSingleShot(true);
    m_next.callOnTimeout(this, &Hand::begin);
    m_end.setSingleShot(true);
    m_end.callOnTimeout(this, [this] {
        m_ending();
        m_next.start(upTo(longestPause));
    });
    m_next.start(upTo(longestPause));
}

void Hand::stop()
{
    m_next.stop();
    m_end.stop();
}

void Hand::later(std::chrono::milliseconds most, std::function<void()> end)
{
    m_ending = std::move(end);
    m_end.start(upTo(most));
}

void Hand::begin()
{
    const int sum = std::accumulate(m_deeds.begin(), m_deeds.end(), 0,
                                    [](int weights, const Deed &deed) { return weights + deed.weight; });
    int drawn = int(below(std::uint64_t(sum)));
    for (const Deed &deed : m_deeds) {
        if (drawn < deed.weight)
            return deed.begin();
        drawn -= deed.weight;
    }
}

std::chrono::milliseconds Hand::upTo(std::chrono::milliseconds most)
{
    return std::chrono::milliseconds(below(std::uint64_t(most.count())));
}

} // namespace everbounce::soak
