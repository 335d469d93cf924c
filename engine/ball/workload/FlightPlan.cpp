// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/workload/FlightPlan.h"

#include "engine/ball/flight/Bounces.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

/// The past that a record keeps, for viewers whose clock is a little behind.
constexpr double keptSeconds = 1;
constexpr double trialSeconds = 3;

/// From a command to the tick that it changes: the news must reach every viewer before that tick is drawn.
/// Publishing, a link, a feed and a frame take some 30 ms on one machine; the rest is for networks.
constexpr double leadSeconds = 0.15;
constexpr std::size_t trialBounces = 3;
constexpr double mostHorizonsAhead = 3; ///< well within bounds::maxHorizonsAhead

/// Nudges as the original does: each component out of ±3, ±4, ±5.
double nudgedSpeed()
{
    const int size = 3 + int(QRandomGenerator::global()->bounded(3));
    return QRandomGenerator::global()->bounded(2) == 0 ? size : -size;
}

bool contains(const std::vector<BehaviorRef> &list, const BehaviorRef &ref)
{
    return std::find(list.begin(), list.end(), ref) != list.end();
}

} // namespace

BehaviorRef firstBehavior()
{
    return {QStringLiteral("MirrorJump"), {}};
}

BehaviorRef refOf(const BehaviorCode &code)
{
    if (code.kind != BehaviorCode::Kind::Script)
        return {code.name, {}};
    return {code.name, QCryptographicHash::hash(code.source, QCryptographicHash::Sha256).toHex()};
}

FlightRecord newbornFlight()
{
    FlightRecord record;
    record.behavior = record.lastGood = firstBehavior();
    record.checkpoint.random.state = QRandomGenerator::system()->generate64();
    record.track = Track({}, record.checkpoint.tick);
    return record;
}

Tick trialEndOf(const Track &track, const Box &box, Tick selected, double second)
{
    const Tick latest = selected + Tick(trialSeconds * second);
    std::size_t bounces = 0;
    for (const Bounce &bounce : bouncesOf(track, box)) {
        if (bounce.tick > double(selected) && ++bounces == trialBounces)
            return std::min(latest, Tick(bounce.tick));
    }
    return latest;
}

Planner::Planner(const FlightRecord &record, const Moment &moment, const BehaviorFinder &find)
    : m_record(record)
    , m_moment(moment)
    , m_find(find)
{
}

FlightRequest Planner::request(const BehaviorCode &behavior) const
{
    FlightRequest request;
    request.behavior = behavior;
    request.box = m_record.box;
    request.start = m_record.checkpoint;
    request.known = m_record.track;
    request.keep = Tick(std::max(m_moment.now - keptSeconds * m_moment.second, 0.0));
    // At least one tick more than is known, so that a new engine is seen to fly even right after a
    // publication. But a rush of commands must not drive the flight beyond what others believe.
    const bool isFar = double(m_record.track.end()) >= m_moment.now + mostHorizonsAhead * m_moment.horizon;
    request.end = std::max(m_record.track.end() + (isFar ? 0 : 1),
                           Tick(m_moment.now + horizonsAhead * m_moment.horizon));
    return request;
}

Tick Planner::changeTick() const
{
    const auto lead = Tick(std::ceil(leadSeconds * m_moment.second));
    return std::max(Tick(m_moment.now) + lead, m_record.track.begin());
}

std::variant<FlightPlan, QString> Planner::extension() const
{
    const auto found = m_find.byRef(m_record.behavior);
    if (const auto *why = std::get_if<QString>(&found))
        return *why;
    FlightPlan plan{FlightPlan::Kind::Extension, request(std::get<BehaviorCode>(found)), m_record,
                    m_record.behavior};
    if (m_record.trialEnd > 0 && m_moment.now >= double(m_record.trialEnd)) {
        plan.draft.lastGood = m_record.behavior;
        plan.draft.trialEnd = 0;
    }
    return plan;
}

std::variant<FlightPlan, CommandResult> Planner::command(FlightPlan plan, const BallOrder &order) const
{
    plan.kind = FlightPlan::Kind::Command;
    plan.request.change = FlightChange{changeTick(), {}, {}};
    if (order.kind == BallOrder::Kind::SelectBehavior)
        return select(std::move(plan), order);
    plan.request.change->velocity = {nudgedSpeed(), nudgedSpeed()};
    return plan;
}

std::variant<FlightPlan, CommandResult> Planner::select(FlightPlan plan, const BallOrder &order) const
{
    const auto found = m_find.byShownName(order.behavior);
    if (const auto *why = std::get_if<QString>(&found))
        return CommandResult::refused(422, *why);
    const auto &code = std::get<BehaviorCode>(found);
    const BehaviorRef selected = refOf(code);
    if (m_record.isQuarantined(selected) && !order.tryAgain)
        return CommandResult::refused(
            409,
            QStringLiteral("%1 failed before and is in quarantine: choose \"try again\" to select it. %2")
                .arg(order.behavior, m_record.whyQuarantined(selected))
                .trimmed());
    plan.request.change->behavior = code;
    plan.suspect = selected;
    if (plan.draft.trialEnd == 0)
        plan.draft.lastGood = m_record.behavior;
    plan.draft.behavior = selected;
    plan.draft.trialEnd = 1; // known together with the flight
    plan.draft.takeOutOfQuarantine(selected);
    return plan;
}

std::optional<BehaviorCode> Planner::findGood(const BehaviorRef &behavior,
                                              const std::vector<BehaviorRef> &failed) const
{
    if (behavior == m_record.behavior || contains(failed, behavior) || m_record.isQuarantined(behavior))
        return std::nullopt;
    const auto found = m_find.byRef(behavior);
    const auto *code = std::get_if<BehaviorCode>(&found);
    return code ? std::optional(*code) : std::nullopt;
}

FlightPlan Planner::rollBack(const std::vector<BehaviorRef> &failed) const
{
    const BehaviorCode first{BehaviorCode::Kind::Builtin, firstBehavior().name, {}, {}};
    const BehaviorCode good = findGood(m_record.lastGood, failed).value_or(first);
    FlightPlan plan{FlightPlan::Kind::RollBack, request(good), m_record, refOf(good)};
    const Tick at = std::clamp(changeTick(), m_record.track.begin(), m_record.track.end());
    plan.request.start = stateOnTrack(m_record.track, at, m_record.checkpoint.random);
    plan.request.known.cut(at);
    plan.request.change = FlightChange{at, {}, good}; // at once: the current one does not fly
    plan.request.behavior = good;
    plan.draft.behavior = plan.draft.lastGood = refOf(good);
    plan.draft.trialEnd = 0;
    return plan;
}

} // namespace everbounce
