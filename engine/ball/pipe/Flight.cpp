// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/pipe/Flight.h"

#include "engine/ball/flight/Soundness.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace everbounce {
namespace {

bool insideBox(const BallState &state, const Box &box)
{
    // One radius of tolerance, as the house's rule for trials says.
    return state.x >= -box.radius && state.x <= box.width + box.radius && state.y >= -box.radius &&
           state.y <= box.height + box.radius;
}

/// True if stepping leads farther off the track than any fitting explains.
bool strays(const LookAhead &ahead)
{
    constexpr double mostApart = 1; // box unit
    const Tick end = std::min(ahead.end(), ahead.track().end());
    for (Tick tick = ahead.begin(); tick <= end && !ahead.track().empty(); ++tick) {
        const BallState &state = ahead.stateAt(tick);
        const Position known = ahead.track().at(double(tick));
        if (!(std::hypot(state.x - known.x, state.y - known.y) <= mostApart)) // NaN strays as well
            return true;
    }
    return false;
}

/// The state to step from. A command may come for a tick before the checkpoint, if that lies ahead of now.
BallState startOf(const FlightRequest &request)
{
    if (!request.change || request.change->at >= request.start.tick)
        return request.start;
    return stateOnTrack(request.known, request.change->at, request.start.random);
}

/// Steps along what is known, as long as they agree. Returns whether the track had to win.
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

/// Why a computed flight cannot be published, or nothing. A built-in behaviour may go beyond a wall: once in
/// weeks a random rebound may rattle that far, and it comes back.
std::optional<QString> faultOf(const LookAhead &ahead, bool mayLeave)
{
    for (Tick tick = ahead.begin(); tick <= ahead.end(); ++tick) {
        const BallState &state = ahead.stateAt(tick);
        if (!isFinite(state))
            return QStringLiteral("returned NaN or infinity");
        if (!isWithinSpeed(state.dx, state.dy, ahead.box()))
            return QStringLiteral("moves the ball by more than its box in a tick");
        if (mayLeave ? !isSound(state, ahead.box(), Walls::Crossed) : !insideBox(state, ahead.box()))
            return QStringLiteral("lets the ball leave the box");
    }
    return std::nullopt;
}

/// No step leads from wall to wall.
double calmed(double speed, double extent)
{
    return std::clamp(speed, -extent / 8, extent / 8);
}

/// One behaviour at work: whatever fails while it flies is its fault.
class Pilot
{
public:
    Pilot(const BehaviorCode &code, const BehaviorLoader &load)
        : m_code(code)
        , m_loaded(load(code))
    {
        if (const auto *why = std::get_if<QString>(&m_loaded))
            throw FlightRefusal{code.name, *why, false};
    }

    template<typename Flown>
    auto fly(Flown flown)
    {
        try {
            return flown(*std::get<std::unique_ptr<Behavior>>(m_loaded));
        } catch (const std::bad_alloc &) {
            refuse(QStringLiteral("needs too much memory"));
        } catch (const std::exception &exception) {
            refuse(QString::fromUtf8(exception.what()));
        }
    }

    void check(const LookAhead &ahead) const
    {
        if (const auto reason = faultOf(ahead, m_code.kind == BehaviorCode::Kind::Builtin))
            refuse(*reason);
    }

private:
    [[noreturn]] void refuse(const QString &reason) const
    {
        throw FlightRefusal{m_code.name, QStringLiteral("%1 %2").arg(m_code.name, reason), true};
    }

    const BehaviorCode &m_code;
    LoadedBehavior m_loaded;
};

/// The state from which another behaviour continues, or the same one in another direction.
BallState turned(BallState state, const FlightChange &change, const Box &box)
{
    if (change.velocity)
        std::tie(state.dx, state.dy) = *change.velocity;
    return change.behavior ? handedOver(state, box) : state;
}

FlightAnswer flown(const FlightRequest &request, const BehaviorLoader &load)
{
    LookAhead ahead(startOf(request), request.box, request.known);
    Pilot pilot(request.behavior, load);
    const auto flyTo = [&ahead](Pilot &by, Tick end) {
        by.fly([&](const Behavior &behavior) { ahead.extendTo(end, behavior); });
        by.check(ahead);
    };
    const bool diverged =
        pilot.fly([&](const Behavior &behavior) { return flyKnown(ahead, request, behavior); });
    Tick checkpoint = std::max(request.keep, ahead.begin());
    if (const auto &change = request.change) {
        flyTo(pilot, change->at);
        ahead.divert(turned(ahead.stateAt(change->at), *change, request.box));
        checkpoint = std::max(checkpoint, change->at);
    }
    if (request.change && request.change->behavior) {
        Pilot next(*request.change->behavior, load);
        flyTo(next, request.end);
    } else {
        flyTo(pilot, request.end);
    }
    Track track = ahead.track();
    track.forgetBefore(request.keep);
    return {ahead.stateAt(std::min(checkpoint, ahead.end())), std::move(track), diverged};
}

} // namespace

BallState handedOver(BallState state, const Box &box)
{
    state.dx = calmed(state.dx, box.width);
    state.dy = calmed(state.dy, box.height);
    return state;
}

std::vector<const BehaviorCode *> codeOf(const FlightRequest &request)
{
    std::vector<const BehaviorCode *> all{&request.behavior};
    if (request.change && request.change->behavior)
        all.push_back(&*request.change->behavior);
    return all;
}

QStringList pluginsOf(const FlightRequest &request)
{
    QStringList paths;
    for (const BehaviorCode *code : codeOf(request)) {
        if (code->kind == BehaviorCode::Kind::Plugin)
            paths.append(code->path);
    }
    return paths;
}

bool hasScript(const FlightRequest &request)
{
    const auto all = codeOf(request);
    return std::any_of(all.begin(), all.end(),
                       [](const auto *code) { return code->kind == BehaviorCode::Kind::Script; });
}

FlightReply fly(const FlightRequest &request, const BehaviorLoader &load)
{
    try {
        return flown(request, load);
    } catch (FlightRefusal &refusal) {
        while (refusal.reason.endsWith(u'.')) // whoever shows it ends the sentence
            refusal.reason.chop(1);
        return refusal;
    }
}

} // namespace everbounce
