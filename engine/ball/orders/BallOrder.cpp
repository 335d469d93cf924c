// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/orders/BallOrder.h"

namespace everbounce {
namespace {

constexpr QLatin1String kNudge("nudge");
constexpr QLatin1String kBehavior("behavior");
constexpr QLatin1String kTryAgain("try_again");

} // namespace

std::uint32_t contentDigest(const BallOrder &order)
{
    constexpr std::uint32_t basis = 2166136261;
    constexpr std::uint32_t prime = 16777619;
    QByteArray content = order.kind == BallOrder::Kind::Nudge ? "nudge" : "behavior ";
    content += order.tryAgain ? "again " : "";
    content += order.behavior.toUtf8();
    std::uint32_t digest = basis; // FNV-1a: an id protects its sender only, so nobody gains by a collision
    for (const char byte : content)
        digest = (digest ^ std::uint8_t(byte)) * prime;
    return digest == 0 ? 1 : digest;
}

Order encodeBallOrder(const BallOrder &order)
{
    QCborMap content;
    if (order.kind == BallOrder::Kind::Nudge)
        content[kNudge] = true;
    else
        content[kBehavior] = order.behavior;
    if (order.tryAgain)
        content[kTryAgain] = true;
    if (order.kind == BallOrder::Kind::Nudge)
        return {content, contentDigest(order), {}, {}, kNudge};
    return {content, contentDigest(order), order.behavior, kBehavior, order.behavior};
}

std::optional<BallOrder> decodeBallOrder(const QCborMap &map)
{
    if (map[kNudge].toBool())
        return BallOrder();
    const QString behavior = map[kBehavior].toString();
    if (behavior.isEmpty() || behavior.size() > maxBehaviorNameLength)
        return std::nullopt;
    return BallOrder{BallOrder::Kind::SelectBehavior, behavior, map[kTryAgain].toBool()};
}

} // namespace everbounce
