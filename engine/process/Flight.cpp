// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/Flight.h"

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

bool insideBox(const BallState &state, const Box &box)
{
    // One radius of tolerance, as the house's rule for trials says.
    return state.x >= -box.radius && state.x <= box.width + box.radius && state.y >= -box.radius &&
           state.y <= box.height + box.radius;
}

bool isFinite(const BallState &state)
{
    return std::isfinite(state.x) && std::isfinite(state.y) && std::isfinite(state.dx) &&
           std::isfinite(state.dy);
}

/// Why a computed flight cannot be published, or nothing. Where the flight only goes on, a ball beyond a wall
/// is let be: a random rebound may, once in weeks, rattle that far, and comes back.
std::optional<QString> fault(const LookAhead &ahead, bool changed)
{
    for (Tick tick = ahead.begin(); tick <= ahead.end(); ++tick) {
        const BallState &state = ahead.stateAt(tick);
        if (!isFinite(state))
            return QStringLiteral("it gives a value that is no finite number");
        if (changed && !insideBox(state, ahead.box()))
            return QStringLiteral("it lets the ball leave the box");
    }
    return std::nullopt;
}

std::unique_ptr<Behavior> load(const QString &name)
{
    return makeBuiltinBehavior(name.toStdString());
}

FlightRefusal notLoadable(const QString &name)
{
    return {QStringLiteral("behaviour %1 cannot be loaded").arg(name)};
}

} // namespace

EngineReply fly(const FlightRequest &request)
{
    auto behavior = load(request.behavior);
    if (!behavior)
        return notLoadable(request.behavior);
    LookAhead ahead(request.start, request.box);
    Tick keep = request.keep;
    if (const auto &change = request.change) {
        ahead.extendTo(change->at, *behavior);
        if (change->velocity) {
            BallState turned = ahead.stateAt(change->at);
            std::tie(turned.dx, turned.dy) = *change->velocity;
            ahead.divert(turned);
        }
        if (change->behavior) {
            behavior = load(*change->behavior);
            if (!behavior)
                return notLoadable(*change->behavior);
        }
        keep = change->at;
    }
    ahead.extendTo(request.end, *behavior);
    if (const auto reason = fault(ahead, request.change.has_value()))
        return FlightRefusal{*reason};
    ahead.forgetBefore(keep);
    return FlightAnswer{ahead.stateAt(ahead.begin()), ahead.track()};
}

} // namespace everbounce
