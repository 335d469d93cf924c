// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"

#ifndef Q_MOC_RUN // the moc of Qt 6.4 cannot read it
#include <compare>
#endif

namespace everbounce {

/// The right to run the engine. Compared by term, then by holder.
struct Lease
{
    std::uint64_t term = 0; ///< 0 is no lease
    NodeId holder;

    explicit operator bool() const { return term != 0; }
    auto operator<=>(const Lease &) const = default;
};

/// How new a node's record is; the greater, the newer. `era` is its coarse age (the last tick divided by
/// 1024, half a minute): an old snapshot loses to a singleton that went on, even if it has seen more
/// commands. The two sides of a partition have the same age, so the commands decide.
struct Freshness
{
    std::uint64_t era = 0;
    std::uint64_t revision = 0;
    Tick end = 0; ///< the last tick that the record reaches

    auto operator<=>(const Freshness &) const = default;
};

} // namespace everbounce
