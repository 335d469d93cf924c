// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#ifndef Q_MOC_RUN // the moc of Qt 6.4 cannot read it
#include <compare>
#endif

namespace everbounce {

/// One running node. New at every start, so a node that restarts cannot vote twice.
struct NodeId
{
    std::uint64_t value = 0; ///< 0 is no node

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const NodeId &) const = default;
};

} // namespace everbounce
