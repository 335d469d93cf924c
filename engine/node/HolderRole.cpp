// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/HolderRole.h"

#include "engine/MonotonicClock.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// The past that a record keeps, for viewers whose clock is a little behind.
constexpr Nanoseconds keptPast = 1s;
/// Commands that may wait for the engine.
constexpr std::size_t mostWaiting = 1000;
/// After a publication that the lease did not allow (this node was late), the next try.
constexpr std::chrono::milliseconds retryPause = 20ms;

const QString &firstBehavior()
{
    static const QString name = QStringLiteral("MirrorJump");
    return name;
}

/// A ball at the start of its first flight.
GuardianRecord newborn(Lease lease)
{
    GuardianRecord record;
    record.lease = lease;
    record.behavior = record.lastGood = firstBehavior();
    record.checkpoint.random.state = QRandomGenerator::system()->generate64();
    record.track = Track({}, record.checkpoint.tick);
    return record;
}

/// As the original nudges: each component out of ±3, ±4, ±5.
double nudgedSpeed()
{
    const int size = 3 + int(QRandomGenerator::global()->bounded(3));
    return QRandomGenerator::global()->bounded(2) == 0 ? size : -size;
}

} // namespace

HolderRole::HolderRole(const NodeConfig &config, LeaseDriver &lease, Guardian &guardian, TickClock &clock,
                       EngineSupervisor &engine, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_leaseDriver(lease)
    , m_guardian(guardian)
    , m_clock(clock)
    , m_engine(engine)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &HolderRole::lookAhead);
    connect(&m_engine, &EngineSupervisor::replied, this, &HolderRole::take);
    // The published track bridges the gap; but whoever watches shall see at once that the new engine flies.
    connect(&m_engine, &EngineSupervisor::replaced, this, &HolderRole::lookAhead);
}

void HolderRole::begin(Lease lease)
{
    m_lease = lease;
    m_confirmed = 0;
    if (!m_guardian.record())
        m_guardian.takePublished(newborn(lease));
    lookAhead();
}

void HolderRole::end()
{
    m_lease = {};
    m_next.stop();
    m_engine.forget();
    // The nodes that accepted these will send them to the next holder.
    m_waiting.clear();
    m_asked.reset();
    m_unconfirmed.clear();
}

void HolderRole::carryOut(NodeId origin, const QString &id, const Command &command)
{
    if (!m_lease || answerAgain(origin, id))
        return;
    if (m_waiting.size() >= mostWaiting) {
        Q_EMIT answered(origin, id,
                        CommandResult::refused(503, QStringLiteral("The holder is too busy. Try again.")));
        return;
    }
    m_waiting.push_back({origin, id, command});
    lookAhead();
}

/// True for a command that has come before: it is answered, or will be.
bool HolderRole::answerAgain(NodeId origin, const QString &id)
{
    const auto same = [&](const HeldCommand &command) { return command.id == id; };
    if ((m_asked && same(*m_asked)) || std::any_of(m_waiting.begin(), m_waiting.end(), same))
        return true;
    const auto &applied = m_guardian.record()->applied;
    const auto known =
        std::find_if(applied.begin(), applied.end(), [&](const auto &done) { return done.id == id; });
    if (known == applied.end())
        return false;
    std::erase_if(m_unconfirmed, same);
    m_unconfirmed.push_back({origin, id, {}, known->revision});
    answerConfirmed();
    return true;
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

void HolderRole::answerConfirmed()
{
    const auto safe = [this](const HeldCommand &command) {
        return m_alone || command.revision <= m_confirmed;
    };
    for (const HeldCommand &command : m_unconfirmed) {
        if (safe(command))
            Q_EMIT answered(command.origin, command.id, CommandResult::done(command.revision));
    }
    std::erase_if(m_unconfirmed, safe);
}

double HolderRole::tickNow() const
{
    return m_clock.mapping() ? m_clock.mapping()->tickAt(monotonicNow()) : 0;
}

double HolderRole::ticksIn(Nanoseconds length) const
{
    return double(length.count()) / double(m_config.tick.count());
}

double HolderRole::lookedAhead() const
{
    return 1.5 * ticksIn(m_config.horizon);
}

void HolderRole::resumeClock()
{
    const Nanoseconds now = monotonicNow();
    const double end = double(m_guardian.record()->track.end());
    m_clock.freeze();
    if (!m_clock.mapping())
        return m_clock.start(now, end);
    const double tick = m_clock.mapping()->tickAt(now);
    // Nobody flew on for so long that the track ran out: viewers stand at its end, and it goes on from there.
    // The same where the clock is that of an older flight than the one which came along with a vote.
    const double latest = tick + ticksIn(TickClock::Limits().stepOver);
    if (tick > end || (latest < double(m_guardian.record()->checkpoint.tick) && latest + lookedAhead() < end))
        m_clock.start(now, end);
}

void HolderRole::lookAhead()
{
    if (!m_lease || m_engine.busy())
        return;
    if (!m_leaseDriver.mayPublish()) {
        m_next.start(retryPause);
        return;
    }
    resumeClock();
    if (!m_asked && !m_waiting.empty()) {
        m_asked = m_waiting.front();
        m_waiting.pop_front();
    }
    m_base = m_guardian.record();
    m_engine.ask(nextRequest());
}

FlightRequest HolderRole::nextRequest() const
{
    const GuardianRecord &kept = *m_guardian.record();
    const double now = tickNow();
    const double past = ticksIn(keptPast);
    FlightRequest request{kept.behavior, kept.box, kept.checkpoint, kept.track, 0, 0, {}};
    request.keep = Tick(std::max(now - past, 0.0));
    // At least one tick more than is known: so a new engine is seen to fly, even right after a publication.
    request.end = std::max(kept.track.end() + 1, Tick(now + lookedAhead()));
    if (m_asked)
        request.change = changeOf(m_asked->command);
    return request;
}

FlightChange HolderRole::changeOf(const Command &command) const
{
    FlightChange change;
    change.at = std::max(Tick(tickNow()) + 1, m_guardian.record()->track.begin());
    if (command.kind == Command::Kind::Nudge)
        change.velocity = {nudgedSpeed(), nudgedSpeed()};
    else
        change.behavior = command.behavior;
    return change;
}

void HolderRole::take(const EngineReply &reply)
{
    if (!m_lease)
        return;
    if (m_guardian.record() != m_base)
        return lookAhead(); // a late vote has brought a newer record along meanwhile: the answer is to
                            // another flight
    if (const auto *answer = std::get_if<FlightAnswer>(&reply))
        publish(*answer);
    else
        refuse(std::get<FlightRefusal>(reply));
}

void HolderRole::publish(const FlightAnswer &answer)
{
    if (!m_leaseDriver.mayPublish()) {
        m_next.start(retryPause);
        return;
    }
    GuardianRecord next = *m_guardian.record();
    next.lease = m_lease;
    next.checkpoint = answer.checkpoint;
    next.track = answer.track;
    if (m_asked) {
        m_asked->revision = ++next.revision;
        next.noteApplied(m_asked->id);
        if (m_asked->command.kind == Command::Kind::SetBehavior)
            next.behavior = next.lastGood = m_asked->command.behavior;
        m_unconfirmed.push_back(*std::exchange(m_asked, std::nullopt));
    }
    m_guardian.takePublished(next);
    m_leaseDriver.publish(tickNow());
    m_leaseDriver.updateStanding();
    Q_EMIT published();
    answerConfirmed();
    scheduleNext();
}

void HolderRole::refuse(const FlightRefusal &refusal)
{
    if (!m_asked)
        return fallBack(refusal);
    const HeldCommand command = *std::exchange(m_asked, std::nullopt);
    Q_EMIT answered(
        command.origin, command.id,
        CommandResult::refused(422, QStringLiteral("The ball flies on as it did: %1.").arg(refusal.reason)));
    lookAhead();
}

void HolderRole::fallBack(const FlightRefusal &refusal)
{
    GuardianRecord next = *m_guardian.record();
    Q_EMIT troubled(QStringLiteral("%1 cannot fly on: %2").arg(next.behavior, refusal.reason));
    next.behavior = next.behavior == next.lastGood ? firstBehavior() : next.lastGood;
    next.lease = m_lease;
    ++next.revision;
    m_guardian.takePublished(next);
    lookAhead();
}

void HolderRole::scheduleNext()
{
    const Track &track = m_guardian.record()->track;
    const Nanoseconds due = m_clock.mapping()->instantOf(double(track.end()) - ticksIn(m_config.horizon));
    m_next.start(m_waiting.empty() ? toTimer(due - monotonicNow()) : std::chrono::milliseconds(0));
}

} // namespace everbounce
