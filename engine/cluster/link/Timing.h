// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QString>

namespace everbounce {

/// What all nodes of a cluster must share. If the lengths of time differed, a lease would be valid for one
/// node and over for another, and their clocks would count different ticks. If some had their lease
/// elsewhere, there would be two holders.
struct Timing
{
    Nanoseconds tick = std::chrono::milliseconds(30);
    Nanoseconds lease = std::chrono::milliseconds(500);
    Nanoseconds horizon = std::chrono::seconds(3);
    QString coordination = QStringLiteral("peers"); ///< what the lease stands on, as --coordination names it

    bool operator==(const Timing &) const = default;
};

/// How another node's differ from this node's, in words: "--lease (800 ms, here 500 ms)". Empty if they are
/// the same.
QString differenceOf(const Timing &other, const Timing &own);

} // namespace everbounce
