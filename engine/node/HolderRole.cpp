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
    if (!m_guardian.record())
        m_guardian.takePublished(newborn(lease));
    lookAhead();
}

void HolderRole::end()
{
    m_lease = {};
    m_next.stop();
    m_engine.forget();
}

double HolderRole::tickNow() const
{
    return m_clock.mapping() ? m_clock.mapping()->tickAt(monotonicNow()) : 0;
}

void HolderRole::resumeClock()
{
    const Nanoseconds now = monotonicNow();
    const double end = double(m_guardian.record()->track.end());
    m_clock.freeze();
    // Nobody flew on for so long that the track ran out: viewers stand at its end, and it goes on from there.
    if (!m_clock.mapping() || m_clock.mapping()->tickAt(now) > end)
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
    const GuardianRecord &kept = *m_guardian.record();
    const double now = tickNow();
    const double past = double(keptPast.count()) / double(m_config.tick.count());
    const double ahead = 1.5 * double(m_config.horizon.count()) / double(m_config.tick.count());
    FlightRequest request{kept.behavior, kept.box, kept.checkpoint, 0, 0, {}};
    request.keep = std::max(kept.checkpoint.tick, Tick(std::max(now - past, 0.0)));
    // At least one tick more than is known: so a new engine is seen to fly, even right after a publication.
    request.end = std::max(kept.track.end() + 1, Tick(now + ahead));
    m_engine.ask(request);
}

void HolderRole::take(const EngineReply &reply)
{
    if (!m_lease)
        return;
    if (const auto *answer = std::get_if<FlightAnswer>(&reply))
        publish(*answer);
    else
        fallBack(std::get<FlightRefusal>(reply));
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
    next.track.merge(answer.track);
    next.track.forgetBefore(answer.checkpoint.tick);
    m_guardian.takePublished(next);
    m_leaseDriver.updateStanding();
    m_leaseDriver.publish(tickNow());
    Q_EMIT published();
    scheduleNext();
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
    const double horizon = double(m_config.horizon.count()) / double(m_config.tick.count());
    const Nanoseconds due = m_clock.mapping()->instantOf(double(track.end()) - horizon);
    m_next.start(toTimer(due - monotonicNow()));
}

} // namespace everbounce
