// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/LookAhead.h"

#include <algorithm>

namespace everbounce {

LookAhead::LookAhead(const BallState &start, const Box &box)
    : m_box(box)
    , m_states{start}
    , m_track({}, start.tick)
{
}

const BallState &LookAhead::stateAt(Tick tick) const
{
    return m_states[tick - begin()];
}

void LookAhead::extendTo(Tick end, const Behavior &behavior)
{
    while (this->end() < end) {
        const BallState next = behavior.next(m_states.back(), m_box);
        m_track.append(m_states.back(), next);
        m_states.push_back(next);
    }
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
    m_track.forgetBefore(first);
}

} // namespace everbounce
