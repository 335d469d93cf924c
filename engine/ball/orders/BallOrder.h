// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/commands/Order.h"

#include <optional>

namespace everbounce {

/// A command for the ball.
struct BallOrder
{
    enum class Kind { Nudge, SelectBehavior };

    Kind kind = Kind::Nudge;
    QString behavior;      ///< of SelectBehavior: its name as it is listed
    bool tryAgain = false; ///< of SelectBehavior: even if it is in quarantine

    bool operator==(const BallOrder &) const = default;
};

constexpr qsizetype maxBehaviorNameLength = 100;

Order encodeBallOrder(const BallOrder &order);
std::optional<BallOrder> decodeBallOrder(const QCborMap &map);

/// Never 0; the same in all versions of the program.
std::uint32_t contentDigest(const BallOrder &order);

} // namespace everbounce
