// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/workload/BallWorkload.h"

#include "engine/ball/flight/Behavior.h"
#include "engine/base/Printable.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;
using Next = Consequence::Next;

constexpr qsizetype maxReasonLength = 400;
/// How many engines may die or hang within a while under one behaviour, without an injected fault.
constexpr int mostDeaths = 2;
constexpr auto deathsWithin = 60s;
/// Part of the horizon that must be known for a command to begin. One that hangs uses processor time twice,
/// on a busy machine much later than on another.
constexpr double commandShare = 3.0 / 4;

bool isBuiltin(const BehaviorRef &behavior)
{
    // A script may have a name that is built in today.
    return behavior.hash.isEmpty() && makeBuiltinBehavior(behavior.name.toStdString());
}

SoundState stateOf(const FlightRecord &flight)
{
    return {encodeFlight(flight), {flight.checkpoint.tick, flight.track.end(), flight.trialEnd}};
}

} // namespace

FlightRecord flightOf(const Record &record)
{
    return decodeFlight(record.state).value_or(FlightRecord());
}

BallWorkload::BallWorkload(BehaviorFinder find)
    : m_find(std::move(find))
    , m_deaths(mostDeaths, deathsWithin)
{
}

SoundState BallWorkload::newborn() const
{
    return stateOf(newbornFlight());
}

std::optional<SoundState> BallWorkload::examine(const QCborMap &state) const
{
    const auto flight = decodeFlight(state);
    return flight ? std::optional(stateOf(*flight)) : std::nullopt;
}

std::optional<Order> BallWorkload::read(const QCborMap &content) const
{
    const auto order = decodeBallOrder(content);
    return order ? std::optional(encodeBallOrder(*order)) : std::nullopt;
}

void BallWorkload::endTenure()
{
    m_failed.clear();
    m_rollBack = false;
    m_deaths.reset();
}

// ---- Plans -----------------------------------------------------------------------------------------------

Workload::Plan BallWorkload::plan(const Record &record, const Moment &moment, const Order *command)
{
    const FlightRecord flight = flightOf(record);
    const Planner planner(flight, moment, m_find);
    if (m_rollBack) {
        std::vector<BehaviorRef> failed;
        for (const QuarantinedBehavior &each : m_failed)
            failed.push_back(each.behavior);
        m_plan = planner.rollBack(failed);
        return ask();
    }
    auto extended = planner.extension();
    if (const auto *why = std::get_if<QString>(&extended))
        return blame(record, flight.behavior, *why, false);
    // Slow commands must not hold up the flight, nor the news that a behaviour has failed.
    const bool isShort = double(flight.track.end()) - moment.now < moment.horizon * commandShare;
    if (command && !isShort && m_failed.empty())
        return planCommand(planner, std::get<FlightPlan>(std::move(extended)), *command);
    m_plan = std::get<FlightPlan>(std::move(extended));
    return ask();
}

Workload::Plan BallWorkload::planCommand(const Planner &planner, FlightPlan extended, const Order &command)
{
    const auto order = decodeBallOrder(command.content);
    if (!order)
        return Refuse{CommandResult::refused(422, QStringLiteral("The ball knows no such command.")), true};
    auto planned = planner.command(std::move(extended), *order);
    if (const auto *refusal = std::get_if<CommandResult>(&planned))
        return Refuse{*refusal, refusal->status != 409}; // one in quarantine is no news
    m_plan = std::get<FlightPlan>(std::move(planned));
    return ask();
}

Workload::Ask BallWorkload::ask()
{
    for (const auto &[behavior, why] : m_failed)
        m_plan.draft.putInQuarantine(behavior, why);
    return {questionOf(m_plan.request), m_plan.kind == FlightPlan::Kind::Command};
}

Question questionOf(const FlightRequest &request)
{
    const QStringList plugins = pluginsOf(request);
    Question question{encodeRequest(request), plugins, {}};
    // Once it has run foreign code, an engine loads no other plugins; once it has run a script, it uses none.
    if (codeOf(request).back()->kind == BehaviorCode::Kind::Script)
        question.leaves = QStringList();
    else if (!plugins.isEmpty() || hasScript(request))
        question.leaves = plugins;
    return question;
}

// ---- Answers ---------------------------------------------------------------------------------------------

std::optional<EngineAnswer> understandReply(const QCborMap &answer)
{
    auto reply = decodeReply(answer);
    if (!reply)
        return std::nullopt;
    const bool isRefusal = std::holds_alternative<FlightRefusal>(*reply);
    return EngineAnswer{std::move(*reply), isRefusal};
}

std::optional<EngineAnswer> BallWorkload::understand(const QCborMap &answer) const
{
    return understandReply(answer);
}

std::variant<Workload::Publication, Consequence>
BallWorkload::accept(const Record &record, const Moment &moment, const EngineAnswer &answer)
{
    const auto &reply = std::any_cast<const FlightReply &>(answer.content);
    if (const auto *refusal = std::get_if<FlightRefusal>(&reply)) {
        const bool ofSuspect = refusal->behavior == m_plan.suspect.name;
        return blame(record, ofSuspect ? m_plan.suspect : flightOf(record).behavior,
                     refusal->reason + QLatin1Char('.'), refusal->faulty);
    }
    m_plan.draft.checkpoint = std::get<FlightAnswer>(reply).checkpoint;
    m_plan.draft.track = std::get<FlightAnswer>(reply).track;
    // The engine runs foreign code: its answer is trusted no more than a peer's.
    if (!isSound(m_plan.draft) || m_plan.draft.track.end() > m_plan.request.end)
        return blame(record, m_plan.suspect,
                     QStringLiteral("%1 leads the ball to an impossible place.").arg(m_plan.suspect.name),
                     true);
    return publish(moment);
}

Workload::Publication BallWorkload::publish(const Moment &moment)
{
    using Kind = FlightPlan::Kind;
    FlightRecord &next = m_plan.draft;
    if (m_plan.kind == Kind::Command && m_plan.request.change->behavior)
        next.trialEnd = trialEndOf(next.track, next.box, m_plan.request.change->at, moment.second);
    if (m_plan.kind != Kind::Extension)
        m_deaths.reset(); // it is another behaviour, or as good as one
    if (m_plan.kind == Kind::RollBack)
        m_rollBack = false;
    m_failed.clear();
    return {stateOf(next), m_plan.kind != Kind::Extension, m_plan.kind == Kind::RollBack};
}

// ---- Behaviours and engines that fail, and what becomes of the flight then -------------------------------

Consequence BallWorkload::onEngineReplaced(const Record &record, Instant now, bool provoked)
{
    const BehaviorRef flown = flightOf(record).behavior;
    const bool suspicious = !provoked && !isBuiltin(flown) && m_plan.kind == FlightPlan::Kind::Extension;
    if (!suspicious || !m_deaths.exceededBy(now))
        return {};
    Consequence blamed =
        blame(record, flown, QStringLiteral("Engines that fly %1 keep ending.").arg(flown.name), true);
    blamed.forgetsQuestion = true;
    return blamed;
}

Consequence BallWorkload::onEngineDefeated(const Record &record, const QString &how)
{
    if (isBuiltin(m_plan.suspect))
        return {.next = Next::HandOver};
    Consequence blamed =
        blame(record, m_plan.suspect,
              QStringLiteral("%1 ended the engine, which %2.").arg(m_plan.suspect.name, how), true);
    blamed.excusesEngines = true;
    return blamed;
}

/// A behaviour that is not built in is the most likely cause, and goes first: it would end the engines of the
/// next node as well. Engines that cannot even be started have flown nothing.
Consequence BallWorkload::onEnginesGivenUp(const Record &record, bool ran)
{
    const BehaviorRef flown = flightOf(record).behavior;
    if (!ran || m_rollBack || isBuiltin(flown))
        return {.next = Next::HandOver};
    return blame(record, flown, QStringLiteral("Engines that fly %1 end one after another.").arg(flown.name),
                 true);
}

/// A behaviour cannot fly: the command that asked for it is refused, or the flight goes back to the last good
/// one.
Consequence BallWorkload::blame(const Record &record, const BehaviorRef &behavior, const QString &why,
                                bool faulty)
{
    const QString reason = printable(why, maxReasonLength); // it may quote a script
    const FlightRecord flight = flightOf(record);
    const bool ofCommand = m_plan.kind == FlightPlan::Kind::Command && behavior != flight.behavior;
    if (!ofCommand && isBuiltin(behavior)) {
        const bool isNewborn = record.revision == 0 && flight.track.empty();
        if (!faulty || isNewborn)
            return {.next = Next::AskLater, .trouble = reason};
        m_rollBack = false;
        m_failed.clear();
        return {.next = Next::BeginAnew,
                .trouble = QStringLiteral("%1 A newborn ball flies instead.").arg(reason)};
    }
    const bool quarantined = (faulty || m_rollBack) && !isBuiltin(behavior);
    if (quarantined)
        m_failed.push_back({behavior, reason});
    if (ofCommand) {
        m_plan.kind = FlightPlan::Kind::Extension; // the command is settled
        const QString text = QStringLiteral("%1 The ball goes on with %2.").arg(reason, flight.behavior.name);
        return {.trouble = text, .refusal = CommandResult::refused(422, text), .refusalIsShown = quarantined};
    }
    m_rollBack = true;
    return {.trouble = reason};
}

} // namespace everbounce
