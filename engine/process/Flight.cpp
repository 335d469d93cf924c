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

/// True where stepping leads off the track, by more than any fitting explains.
bool strays(const LookAhead &ahead)
{
    constexpr double mostApart = 1; // box unit
    const Tick end = std::min(ahead.end(), ahead.track().end());
    for (Tick tick = ahead.begin(); tick <= end && !ahead.track().empty(); ++tick) {
        const BallState &state = ahead.stateAt(tick);
        const Position known = ahead.track().at(double(tick));
        if (!(std::hypot(state.x - known.x, state.y - known.y) <= mostApart)) // no number strays as well
            return true;
    }
    return false;
}

/// The state to step from. A command may come for a tick before the checkpoint, where that lies ahead of now.
BallState startOf(const FlightRequest &request)
{
    if (!request.change || request.change->at >= request.start.tick)
        return request.start;
    return stateOnTrack(request.known, request.change->at, request.start.random);
}

/// Steps along what is known, as far as it holds. Gives whether that had to be left to the track.
bool flyKnown(LookAhead &ahead, const FlightRequest &request, const Behavior &behavior)
{
    const Tick end = request.change ? std::min(request.change->at, ahead.track().end()) : ahead.track().end();
    ahead.extendTo(end, behavior);
    if (!strays(ahead))
        return false;
    ahead = LookAhead(stateOnTrack(request.known, end, request.start.random), request.box, request.known);
    return true;
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
    LookAhead ahead(startOf(request), request.box, request.known);
    const bool diverged = flyKnown(ahead, request, *behavior);
    Tick checkpoint = std::max(request.keep, ahead.begin());
    if (const auto &change = request.change) {
        ahead.extendTo(change->at, *behavior);
        BallState turned = ahead.stateAt(change->at);
        if (change->velocity)
            std::tie(turned.dx, turned.dy) = *change->velocity;
        ahead.divert(turned);
        if (change->behavior) {
            behavior = load(*change->behavior);
            if (!behavior)
                return notLoadable(*change->behavior);
        }
        checkpoint = std::max(checkpoint, change->at);
    }
    ahead.extendTo(request.end, *behavior);
    if (const auto reason = fault(ahead, request.change.has_value()))
        return FlightRefusal{*reason};
    Track track = ahead.track();
    track.forgetBefore(request.keep);
    return FlightAnswer{ahead.stateAt(std::min(checkpoint, ahead.end())), std::move(track), diverged};
}

} // namespace everbounce
