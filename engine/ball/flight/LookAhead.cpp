// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/LookAhead.h"

#include "engine/ball/flight/CurveFit.h"

#include <algorithm>

namespace everbounce {

LookAhead::LookAhead(const BallState &start, const Box &box)
    : m_box(box)
    , m_states{start}
    , m_track({}, start.tick)
{
}

LookAhead::LookAhead(const BallState &start, const Box &box, const Track &published)
    : LookAhead(start, box)
{
    if (!published.empty() && published.begin() <= start.tick && published.end() >= start.tick)
        m_track = published;
}

const BallState &LookAhead::stateAt(Tick tick) const
{
    return m_states[tick - begin()];
}

void LookAhead::extendTo(Tick end, const Behavior &behavior)
{
    while (this->end() < end)
        m_states.push_back(behavior.next(m_states.back(), m_box));
    if (this->end() > m_track.end())
        followStates(m_track, std::span(m_states).subspan(m_track.end() - begin()));
}

void LookAhead::divert(const BallState &state)
{
    m_states.resize(state.tick - begin());
    m_states.push_back(state);
    m_track.cut(state.tick);
}

void LookAhead::forgetBefore(Tick tick)
{
    const Tick first = std::clamp(tick, begin(), end());
    m_states.erase(m_states.begin(), m_states.begin() + std::ptrdiff_t(first - begin()));
    m_track.forgetBefore(std::min(tick, end()));
}

} // namespace everbounce
