// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QString>

namespace everbounce {

/// The lengths of time by which a cluster lives. Nodes that differ in one cannot be in one cluster: a lease
/// would be in force for one and over for the other, and two clocks would count ticks of their own.
struct Timing
{
    Nanoseconds tick = std::chrono::milliseconds(30);
    Nanoseconds lease = std::chrono::milliseconds(500);
    Nanoseconds horizon = std::chrono::seconds(3);

    bool operator==(const Timing &) const = default;
};

/// In which of them another node differs from this one, in words: "--lease (800 ms, here 500 ms)". Empty
/// where they are the same.
QString differenceOf(const Timing &other, const Timing &own);

} // namespace everbounce
