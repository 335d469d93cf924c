// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/Attempts.h"

#include <algorithm>

namespace everbounce {

using namespace std::chrono_literals;

void Attempts::failed(Nanoseconds now)
{
    ++m_failures;
    if (m_failures > free)
        m_next = now + std::min<Nanoseconds>(1s * (1LL << std::min(m_failures - free - 1, 6)), 60s);
}

} // namespace everbounce
