// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

namespace everbounce {

/// When a node sends its next round of beacons: at once, then three quick ones, then one a second. In a
/// cluster of more than ten, rounds are so rare that all nodes together send ten a second, but each at least
/// one every four seconds. A newcomer gets an extra round at once, so that two nodes find each other in one
/// round trip. Pure.
class BeaconSchedule
{
public:
    explicit BeaconSchedule(Nanoseconds now);

    Nanoseconds due() const { return m_due; }

    /// A round went out, in a cluster of this size. `jitter` (0…1) keeps nodes that started together from
    /// sending together.
    void sent(Nanoseconds now, double jitter, std::size_t nodes);

    /// An unknown node was heard: the next round is due at once, but not within 50 ms of the last one.
    void newcomer(Nanoseconds now);

private:
    Nanoseconds m_last;
    Nanoseconds m_due;
    int m_rounds = 0;
};

} // namespace everbounce
