// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/Tenure.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// How soon to try again after the lease did not allow a publication (this node was late).
constexpr std::chrono::milliseconds retryPause = 20ms;
/// Part of the horizon that another node needs to take over unseen.
constexpr double successorShare = 1.0 / 3;

} // namespace

Tenure::Tenure(const Times &times, Parts parts, QObject *parent)
    : QObject(parent)
    , m_times(times)
    , m_parts(std::move(parts))
{
    m_lastMoment.setSingleShot(true);
    connect(&m_lastMoment, &QTimer::timeout, this, [this] {
        if (m_lease && m_parts.engine.busy())
            Q_EMIT overtaken();
    });
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &Tenure::lookAhead);
    connectDiskTimer();
    connect(&m_parts.replicator, &Replicator::committed, this, &Tenure::onCommitted);
    connect(&m_parts.replicator, &Replicator::confirmed, this, &Tenure::confirm);
    connect(&m_parts.replicator, &Replicator::written, this, &Tenure::confirmWritten);
    Engine *engine = &m_parts.engine;
    connect(engine, &Engine::replied, this, &Tenure::onAnswer);
    connect(engine, &Engine::replaced, this, [this](const QString &, bool provoked) {
        m_resumes = true;
        // What was published bridges the gap, but viewers should see at once that the new engine runs.
        if (m_lease &&
            draw(m_parts.workload.onEngineReplaced(*m_parts.replica.record(), monotonicNow(), provoked)))
            lookAhead();
    });
    connect(engine, &Engine::defeated, this, [this](const QString &how) {
        if (m_lease && draw(m_parts.workload.onEngineDefeated(*m_parts.replica.record(), how)))
            lookAhead();
    });
    connect(engine, &Engine::gaveUp, this, &Tenure::onGivenUp);
}

void Tenure::begin(Lease lease)
{
    m_lease = lease;
    m_isPublishing = false;
    m_confirmed = 0;
    m_written = 0;
    m_writtenElsewhere = 0;
    m_resumes = m_parts.replica.record().has_value();
    if (!m_parts.replica.record())
        publishNewborn();
    resumeClock();
    lookAhead(); // at once: the engine computes while the whole log is searched
    merge(m_parts.log.foreignTo(*m_parts.replica.record()));
}

void Tenure::end()
{
    m_lease = {};
    m_isPublishing = false;
    m_next.stop();
    m_slowDisk.stop();
    m_lastMoment.stop();
    m_parts.engine.forget();
    // The nodes that accepted commands will send them to the next holder.
    m_commands.clear();
    m_merging.clear();
    m_withoutEffect.clear();
    m_merged.clear();
    m_asked.reset();
    m_refused.clear();
    m_parts.workload.endTenure();
}

void Tenure::carryOut(const PendingCommand &command)
{
    if (!m_lease)
        return;
    const auto answer = [&](const CommandResult &result) {
        Q_EMIT answered(command.origin, command.id, result);
    };
    if (isOfAnother(command))
        return answer(anotherOfThisId());
    const auto applied = appliedAt(command.id);
    if (const auto why = whyNotKept(); why && !applied)
        return answer(*why);
    switch (m_commands.arrive(command, applied)) {
    case PendingCommands::Arrival::New:
        return lookAhead();
    case PendingCommands::Arrival::Known:
        return answerConfirmed();
    case PendingCommands::Arrival::Refused:
        return answer(m_commands.refusalOf(command.id));
    case PendingCommands::Arrival::Another:
        return answer(anotherOfThisId());
    case PendingCommands::Arrival::TooMany:
        return answer(CommandResult::refused(503, QStringLiteral("The holder is too busy. Try again.")));
    }
}

void Tenure::onLogSettled()
{
    if (!m_lease)
        return;
    for (const PendingCommand &command :
         m_commands.takeKnown([&](const QString &id) { return appliedAt(id).has_value(); }))
        carryOut(command);
    lookAhead();
}

/// Whether the id is known to belong to a command with other content.
bool Tenure::isOfAnother(const PendingCommand &command) const
{
    const LoggedCommand *logged = m_parts.log.find(command.id);
    const AppliedCommand *applied = m_parts.replica.record()->find(command.id);
    const std::uint32_t known = logged ? logged->digest : applied ? applied->content : 0;
    return known != 0 && known != command.order.digest;
}

double Tenure::tickNow() const
{
    const auto &mapping = m_parts.clock.mapping();
    return mapping ? mapping->tickAt(monotonicNow()) : 0;
}

double Tenure::ticksIn(Nanoseconds length) const
{
    return double(length.count()) / double(m_times.tick.count());
}

void Tenure::resumeClock()
{
    const Nanoseconds now = monotonicNow();
    const Record &record = *m_parts.replica.record();
    const double end = double(record.reach.end);
    m_parts.clock.freeze();
    if (!m_parts.clock.mapping())
        return m_parts.clock.start(now, end);
    const double tick = m_parts.clock.mapping()->tickAt(now);
    // Nobody went on until everything known ran out: viewers stand at its end, and it goes on from there. The
    // same if the clock belongs to an older state than the one that came with a vote.
    const double latest = tick + ticksIn(TickClock::Limits().stepOver);
    const bool farBehind =
        latest < double(record.reach.begin) && latest + horizonsAhead * ticksIn(m_times.horizon) < end;
    if (tick > end || farBehind)
        m_parts.clock.start(now, end);
}

Moment Tenure::moment() const
{
    return {tickNow(), ticksIn(1s), ticksIn(m_times.horizon)};
}

void Tenure::lookAhead()
{
    if (!m_lease || m_isMerging || m_isPublishing || m_parts.engine.busy())
        return;
    if (!m_parts.lease.mayAct()) {
        m_next.start(retryPause);
        return;
    }
    resumeClock();
    for (;;) {
        if (!m_asked && !(m_isLearning && m_isLearning(m_lease)))
            m_asked = nextCommand();
        if (m_isPublishing)
            return; // it goes on from what that is
        const Order *order = m_asked ? &m_asked->order : nullptr;
        const Workload::Plan plan = m_parts.workload.plan(*m_parts.replica.record(), moment(), order);
        if (const auto *question = std::get_if<Workload::Ask>(&plan))
            return ask(*question);
        if (const auto *refusal = std::get_if<Workload::Refuse>(&plan)) {
            if (refusal->isNews)
                Q_EMIT refused(refusal->result.problem);
            refuseCommand(refusal->result, false);
        } else if (!draw(std::get<Consequence>(plan))) {
            return;
        }
    }
}

void Tenure::ask(const Workload::Ask &ask)
{
    m_base = m_parts.replica.record();
    m_takesCommand = ask.takesCommand;
    const double horizon = ticksIn(m_times.horizon);
    const double left = std::max(double(m_base->reach.end) - tickNow(), horizon);
    const double patience = left - horizon * successorShare;
    m_lastMoment.start(toTimer(Nanoseconds(qint64(patience * double(m_times.tick.count())))));
    m_parts.engine.ask(ask.question);
}

void Tenure::onAnswer(const EngineAnswer &answer)
{
    if (!m_lease)
        return;
    if (m_parts.replica.record() != m_base)
        return lookAhead(); // meanwhile a late vote has brought a newer record: the answer is to another
                            // state
    if (!answer.isRefusal && !m_parts.lease.mayAct()) {
        m_next.start(retryPause);
        return;
    }
    const auto outcome = m_parts.workload.accept(*m_base, moment(), answer);
    if (const auto *publication = std::get_if<Workload::Publication>(&outcome))
        publish(*publication);
    else if (draw(std::get<Consequence>(outcome)))
        lookAhead();
}

void Tenure::publish(const Workload::Publication &publication)
{
    Record next = *m_base;
    next.lease = m_lease;
    next.state = publication.next.state;
    next.reach = publication.next.reach;
    if (publication.isChange)
        next.lineage.extend(m_lease, ++next.revision);
    if (publication.excusesEngines)
        m_parts.engine.pardon();
    if (m_takesCommand && m_asked) {
        const PendingCommand command = *std::exchange(m_asked, std::nullopt);
        note(command, next);
        if (command.tick > 0)
            m_merged.append(command.order.title);
    }
    publishRecord(next);
}

void Tenure::publishRecord(const Record &next)
{
    m_isPublishing = true;
    m_parts.replicator.publish(next, tickNow());
}

/// What was published last counts. Nobody has seen it yet: that may have taken a while, and this node may
/// have lost the lease meanwhile.
void Tenure::onCommitted()
{
    if (!std::exchange(m_isPublishing, false))
        return;
    if (!m_parts.lease.mayAct())
        return m_next.start(retryPause);
    if (std::exchange(m_resumes, false))
        Q_EMIT restored();
    Q_EMIT published();
    scheduleNext();
    settleMerge();
    answerRefused();
    answerConfirmed();
}

/// A command whose effect is in the next record.
void Tenure::note(const PendingCommand &command, Record &next)
{
    next.noteApplied(command.id, command.order.digest);
    m_commands.applied(command, next.revision, m_lease.term);
    const auto now = Tick(tickNow());
    const Tick tick = command.tick > 0 ? std::min(command.tick, now) : now;
    const LoggedCommand logged{
        command.id, m_lease, next.revision, tick, command.order.digest, command.order.content, command.first};
    m_parts.log.add(logged);
    Q_EMIT carriedOut(logged, m_base->revision);
}

void Tenure::scheduleNext()
{
    const Reach &reach = m_parts.replica.record()->reach;
    double due = double(reach.end) - ticksIn(m_times.horizon);
    if (reach.due > 0)
        due = std::min(due, double(reach.due));
    m_next.start(toTimer(m_parts.clock.mapping()->instantOf(due) - monotonicNow()));
}

} // namespace everbounce
