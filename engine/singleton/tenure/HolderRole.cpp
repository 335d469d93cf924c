// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/HolderRole.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>
#include <limits>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// After a publication that the lease did not allow (this node was late), the next try.
constexpr std::chrono::milliseconds retryPause = 20ms;
/// A command is answered after so long, whether the disk has it yet or not.
constexpr std::chrono::milliseconds diskPatience = 2s;
/// So many engines may die or hang within a while, where one behaviour flies and none was told to.
constexpr int mostDeaths = 2;
constexpr auto deathsWithin = 60s;
/// Of the horizon: what another node needs to take the flight over unseen, and what a command is begun with
/// at least. A command that hangs uses processor time twice, on a busy machine much later than on another.
constexpr double successorShare = 1.0 / 3;
constexpr double commandShare = 3.0 / 4;

} // namespace

HolderRole::HolderRole(const Times &times, Parts parts, QObject *parent)
    : QObject(parent)
    , m_times(times)
    , m_parts(std::move(parts))
    , m_deaths(mostDeaths, deathsWithin)
{
    m_lastMoment.setSingleShot(true);
    connect(&m_lastMoment, &QTimer::timeout, this, [this] {
        if (m_lease && m_parts.engine.busy())
            Q_EMIT overtaken();
    });
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &HolderRole::lookAhead);
    m_slowDisk.setSingleShot(true);
    m_slowDisk.setInterval(diskPatience);
    connect(&m_slowDisk, &QTimer::timeout, this,
            [this] { answerUnsafe(QStringLiteral("The disk has not taken it in time.")); });
    EngineSupervisor *engine = &m_parts.engine;
    connect(engine, &EngineSupervisor::replied, this, &HolderRole::take);
    connect(engine, &EngineSupervisor::replaced, this,
            [this](const QString &, bool provoked) { takeReplacement(provoked); });
    connect(engine, &EngineSupervisor::defeated, this, &HolderRole::takeDefeat);
    connect(engine, &EngineSupervisor::gaveUp, this, &HolderRole::takeGivingUp);
}

void HolderRole::begin(Lease lease)
{
    m_lease = lease;
    m_confirmed = 0;
    m_resumes = m_parts.replica.record().has_value();
    if (!m_parts.replica.record())
        m_parts.replica.takePublished(newborn(lease));
    resumeClock();
    lookAhead();
}

void HolderRole::end()
{
    m_lease = {};
    m_next.stop();
    m_slowDisk.stop();
    m_lastMoment.stop();
    m_parts.engine.forget();
    // The nodes that accepted commands will send them to the next holder.
    m_commands.clear();
    m_asked.reset();
    m_failed.clear();
    m_refused.clear();
    m_rollBack = false;
    m_deaths.reset();
}

void HolderRole::carryOut(NodeId origin, const CommandMessage &command)
{
    const QString &id = command.id;
    if (!m_lease)
        return;
    const auto &applied = m_parts.replica.record()->applied;
    const auto known =
        std::find_if(applied.begin(), applied.end(), [&](const auto &done) { return done.id == id; });
    const bool isAnother =
        known != applied.end() && known->content != 0 && known->content != contentDigest(command.content);
    if (isAnother)
        return Q_EMIT answered(origin, id, anotherOfThisId());
    const auto revision = known == applied.end() ? std::nullopt : std::optional(known->revision);
    if (const auto why = whyNotKept(); why && !revision)
        return Q_EMIT answered(origin, id, *why);
    switch (m_commands.arrive({origin, id, command.content, 0, command.attempt}, revision)) {
    case PendingCommands::Arrival::New:
        return lookAhead();
    case PendingCommands::Arrival::Known:
        return answerConfirmed();
    case PendingCommands::Arrival::Refused:
        return Q_EMIT answered(origin, id, m_commands.refusalOf(id));
    case PendingCommands::Arrival::Another:
        return Q_EMIT answered(origin, id, anotherOfThisId());
    case PendingCommands::Arrival::TooMany:
        Q_EMIT answered(origin, id,
                        CommandResult::refused(503, QStringLiteral("The holder is too busy. Try again.")));
    }
}

void HolderRole::reconsider()
{
    if (!m_lease)
        return;
    const auto &applied = m_parts.replica.record()->applied;
    m_commands.reconsider([&](const QString &id) {
        return std::any_of(applied.begin(), applied.end(), [&](const auto &done) { return done.id == id; });
    });
    lookAhead();
}

void HolderRole::confirm(std::uint64_t revision)
{
    m_confirmed = std::max(m_confirmed, revision);
    answerConfirmed();
}

void HolderRole::setAlone(bool alone)
{
    m_alone = alone;
    answerConfirmed();
}

void HolderRole::setWritten(std::uint64_t revision)
{
    m_written = revision;
    m_diskProblem.clear();
    answerConfirmed();
}

void HolderRole::setUnwritten(const QString &problem)
{
    m_diskProblem = problem;
    if (m_alone)
        answerUnsafe(problem);
}

/// What is on no disk and on no other node is not acknowledged. It flies all the same: who asks again under
/// the same id hears when it is safe.
void HolderRole::answerUnsafe(const QString &problem)
{
    m_slowDisk.stop();
    for (const PendingCommand &command : m_commands.takeSafe(std::numeric_limits<std::uint64_t>::max()))
        Q_EMIT answered(
            command.origin, command.id,
            CommandResult::refused(
                503, QStringLiteral("It was carried out, but a power cut would undo it: no other node "
                                    "has it. %1")
                         .arg(problem)));
    if (m_asked || m_commands.waiting())
        lookAhead();
}

/// Where nothing would be kept of a command it is not begun.
std::optional<CommandResult> HolderRole::whyNotKept() const
{
    if (!m_alone || m_diskProblem.isEmpty())
        return std::nullopt;
    return CommandResult::refused(
        503, QStringLiteral("Nothing can be kept: this node is alone. %1").arg(m_diskProblem));
}

void HolderRole::answerConfirmed()
{
    for (const PendingCommand &command : m_commands.takeSafe(m_alone ? m_written : m_confirmed))
        Q_EMIT answered(command.origin, command.id, CommandResult::done(command.revision));
    if (!m_alone || !m_commands.anyUnsafe())
        m_slowDisk.stop();
    else if (!m_slowDisk.isActive())
        m_slowDisk.start();
    if (m_asked || m_commands.waiting())
        lookAhead();
}

double HolderRole::tickNow() const
{
    const auto &mapping = m_parts.clock.mapping();
    return mapping ? mapping->tickAt(monotonicNow()) : 0;
}

double HolderRole::ticksIn(Nanoseconds length) const
{
    return double(length.count()) / double(m_times.tick.count());
}

void HolderRole::resumeClock()
{
    const Nanoseconds now = monotonicNow();
    const Record &record = *m_parts.replica.record();
    const double end = double(record.track.end());
    m_parts.clock.freeze();
    if (!m_parts.clock.mapping())
        return m_parts.clock.start(now, end);
    const double tick = m_parts.clock.mapping()->tickAt(now);
    // Nobody flew on for so long that the track ran out: viewers stand at its end, and it goes on from there.
    // The same where the clock is that of an older flight than the one which came along with a vote.
    const double latest = tick + ticksIn(TickClock::Limits().stepOver);
    const bool farBehind =
        latest < double(record.checkpoint.tick) && latest + horizonsAhead * ticksIn(m_times.horizon) < end;
    if (tick > end || farBehind)
        m_parts.clock.start(now, end);
}

void HolderRole::lookAhead()
{
    if (!m_lease || m_parts.engine.busy())
        return;
    if (!m_parts.lease.mayPublish()) {
        m_next.start(retryPause);
        return;
    }
    resumeClock();
    while (!makePlan()) {
    }
    m_base = m_parts.replica.record();
    for (const auto &[behavior, why] : m_failed)
        m_plan.draft.putInQuarantine(behavior, why);
    ask();
}

void HolderRole::ask()
{
    const double horizon = ticksIn(m_times.horizon);
    const double left = std::max(double(m_base->track.end()) - tickNow(), horizon);
    const double patience = left - horizon * successorShare;
    m_lastMoment.start(toTimer(Nanoseconds(qint64(patience * double(m_times.tick.count())))));
    m_parts.engine.ask(m_plan.request);
}

/// False where something has been settled instead, and the next plan is to be made.
bool HolderRole::makePlan()
{
    const Planner planner(*m_parts.replica.record(), {tickNow(), ticksIn(1s), ticksIn(m_times.horizon)},
                          m_parts.find);
    if (m_rollBack) {
        std::vector<BehaviorRef> failed;
        for (const QuarantinedBehavior &each : m_failed)
            failed.push_back(each.behavior);
        m_plan = planner.rollBack(failed);
        return true;
    }
    const Record &record = *m_parts.replica.record();
    auto extended = planner.extension();
    if (const auto *why = std::get_if<QString>(&extended)) {
        blame(record.behavior, *why, false);
        return false;
    }
    if (!m_asked)
        m_asked = m_commands.next();
    // Commands that take their time must not hold up the flight, nor the news that a behaviour has failed.
    const bool isShort = double(record.track.end()) - tickNow() < ticksIn(m_times.horizon) * commandShare;
    if (m_asked && !isShort && m_failed.empty())
        return planCommand(planner, std::get<FlightPlan>(std::move(extended)));
    m_plan = std::get<FlightPlan>(std::move(extended));
    return true;
}

bool HolderRole::planCommand(const Planner &planner, FlightPlan extended)
{
    auto planned = planner.command(std::move(extended), *m_asked);
    if (const auto *refusal = std::get_if<CommandResult>(&planned)) {
        if (refusal->status != 409) // a behaviour in quarantine is no news but to who wanted it
            Q_EMIT refused(refusal->problem);
        refuseCommand(*refusal);
        return false;
    }
    m_plan = std::get<FlightPlan>(std::move(planned));
    return true;
}

void HolderRole::take(const EngineReply &reply)
{
    if (!m_lease)
        return;
    if (m_parts.replica.record() != m_base)
        return lookAhead(); // a late vote has brought a newer record along meanwhile: the answer is to
                            // another flight
    if (const auto *answer = std::get_if<FlightAnswer>(&reply))
        publish(*answer);
    else
        refuse(std::get<FlightRefusal>(reply));
}

void HolderRole::publish(const FlightAnswer &answer)
{
    if (!m_parts.lease.mayPublish()) {
        m_next.start(retryPause);
        return;
    }
    Record next = m_plan.draft;
    next.lease = m_lease;
    next.checkpoint = answer.checkpoint;
    next.track = answer.track;
    // The engine runs code of others: what it answers is believed no more than what a peer says.
    if (!isSound(next) || next.track.end() > m_plan.request.end)
        return refuse({m_plan.suspect.name,
                       QStringLiteral("%1 leads the ball where none can be").arg(m_plan.suspect.name), true});
    if (m_plan.kind != FlightPlan::Kind::Extension)
        m_deaths.reset(); // it is another behaviour, or as good as one
    if (m_plan.kind == FlightPlan::Kind::RollBack) {
        m_parts.engine.pardon();
        m_rollBack = false;
    }
    if (m_plan.kind == FlightPlan::Kind::Command) {
        if (m_asked->command.kind == Command::Kind::SetBehavior)
            next.trialEnd = trialEndOf(next.track, next.box, m_plan.request.change->at, ticksIn(1s));
        m_commands.applied(*std::exchange(m_asked, std::nullopt), next.revision);
    }
    m_failed.clear();
    m_parts.replica.takePublished(next);
    m_parts.lease.publish(tickNow());
    m_parts.lease.updateStanding();
    if (std::exchange(m_resumes, false))
        Q_EMIT restored();
    Q_EMIT published();
    scheduleNext();
    answerRefused();
    answerConfirmed();
}

void HolderRole::scheduleNext()
{
    const Record &record = *m_parts.replica.record();
    double due = double(record.track.end()) - ticksIn(m_times.horizon);
    if (record.trialEnd > 0)
        due = std::min(due, double(record.trialEnd));
    m_next.start(toTimer(m_parts.clock.mapping()->instantOf(due) - monotonicNow()));
}

} // namespace everbounce
