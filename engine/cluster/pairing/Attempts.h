// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <cstddef>

namespace everbounce {

/// Slows down those who try until they succeed: after the third failure the next attempt has to wait, each
/// time twice as long, up to a minute; after the twentieth there is none until somebody invites anew. One in
/// a million guesses the digits, so twenty are one in fifty thousand. Pure.
class Attempts
{
public:
    static constexpr int free = 3;
    static constexpr int most = 20;

    bool admits(Nanoseconds now) const { return m_failures < most && now >= m_next; }
    bool isExhausted() const { return m_failures >= most; }
    void failed(Nanoseconds now);

    /// Somebody invites anew.
    void reset() { *this = {}; }

private:
    int m_failures = 0;
    Nanoseconds m_next{0};
};

} // namespace everbounce
