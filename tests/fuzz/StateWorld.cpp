// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/StateWorld.h"

#include "engine/ball/flight/Behavior.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/lease/peer/LeaseIntake.h"
#include "engine/singleton/peer/RecordKeys.h"
#include "engine/singleton/replica/store/Snapshot.h"

#include <algorithm>
#include <cmath>

namespace everbounce::fuzz {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds tickLength = 30ms;
constexpr Duration latency = 1ms;
constexpr double second = 1000.0 / 30;
constexpr double horizon = 100;

LoadedBehavior load(const BehaviorCode &code)
{
    if (auto behavior = makeBuiltinBehavior(code.name.toStdString()))
        return behavior;
    return QStringLiteral("there is none");
}

const BehaviorFinder &finder()
{
    static const auto find = [](const QString &name) -> BehaviorFinder::Found {
        if (makeBuiltinBehavior(name.toStdString()))
            return BehaviorCode{BehaviorCode::Kind::Builtin, name, {}, {}};
        return QStringLiteral("there is none");
    };
    static const BehaviorFinder finder{find, [](const BehaviorRef &ref) {
                                           return ref.hash.isEmpty() ? find(ref.name)
                                                                     : QStringLiteral("there is none");
                                       }};
    return finder;
}

} // namespace

StateWorld::Member::Member(NodeId nodeId, const LeaseTimes &times, const Instant &worldNow)
    : id(nodeId)
    , now(worldNow)
    , core(nodeId, times)
    , intake(nodeId, replica, horizon, checkFlight)
    , clock(tickLength)
{
}

StateWorld::StateWorld()
{
    for (int i = 0; i < 2; ++i)
        restart(i);
}

bool StateWorld::Member::onSuccession(const Carrier &carrier)
{
    outcome = intake.takeBrought(carrier, sureTick());
    return outcome.replaced;
}

void StateWorld::Member::onRenewal(const Carrier &carrier)
{
    outcome = intake.takePublished(carrier, sureTick());
}

double StateWorld::Member::tickNow() const
{
    return clock.mapping() ? clock.mapping()->tickAt(now) : -1;
}

std::optional<double> StateWorld::Member::sureTick() const
{
    return clock.isSettled() ? std::optional(tickNow()) : std::nullopt;
}

std::unique_ptr<StateWorld::Member> StateWorld::fresh(int index) const
{
    return std::make_unique<Member>(NodeId{std::uint64_t(index) + 1}, LeaseTimes(), m_now);
}

void StateWorld::restart(int index)
{
    auto &node = m_nodes[std::size_t(index)];
    auto &other = m_nodes[std::size_t(1 - index)];
    std::optional<Snapshot> kept;
    if (node && node->replica.record()) {
        const Snapshot snapshot{QStringLiteral("fuzz"), *node->replica.record(),
                                std::max(node->tickNow(), 0.0), 1'790'000'000'000};
        kept = decodeSnapshot(encodeSnapshot(snapshot), snapshot.cluster).snapshot;
    }
    if (node && other)
        perform(*other, other->core.linkDown(m_now, node->id, LinkLoss::Closed));
    node = fresh(index);
    std::erase_if(m_packets,
                  [&](const Packet &packet) { return packet.to == node->id || packet.from == node->id; });
    if (kept) {
        node->replica.takeFresher(kept->record);
        node->core.setKnownTerm(kept->record.lease.term);
    }
    perform(*node, node->core.start(m_now));
    updateStanding(*node);
    perform(*node, node->core.linkUp(m_now, liar));
    if (other) {
        perform(*node, node->core.linkUp(m_now, other->id));
        perform(*other, other->core.linkUp(m_now, node->id));
    }
}

void StateWorld::run(Duration length)
{
    const Instant end = m_now + length;
    while (m_now < end) {
        m_now += 1ms;
        while (!m_packets.empty() && m_packets.front().at <= m_now) {
            const Packet packet = m_packets.front();
            m_packets.pop_front();
            for (const auto &node : m_nodes) {
                if (node->id == packet.to)
                    receive(*node, packet.from, packet.message);
            }
        }
        for (const auto &node : m_nodes) {
            if (node->core.nextWake() && *node->core.nextWake() <= m_now)
                perform(*node, node->core.wake(m_now));
            lookAhead(*node);
        }
    }
}

void StateWorld::say(int to, const QCborMap &message)
{
    receive(member(to), liar, message);
}

void StateWorld::receive(Member &node, NodeId from, const QCborMap &message)
{
    const LeaseOutcome ofLease = takeLeaseMessage(node.core, node, m_now, from, message, false);
    const RecordIntake::Outcome outcome = std::exchange(node.outcome, {});
    refused += outcome.refusals.size() + (ofLease.refusal ? 1 : 0);
    perform(node, ofLease.before);
    perform(node, ofLease.actions);
    if (outcome.tick)
        node.clock.stamp(m_now, *outcome.tick);
    if (outcome.replaced)
        updateStanding(node);
}

void StateWorld::perform(Member &node, const LeaseCore::Actions &actions)
{
    for (const LeaseAction &action : actions) {
        if (const auto *send = std::get_if<Send>(&action)) {
            QCborMap message = encodeLeaseMessage(send->message);
            const bool renews = std::holds_alternative<Renewal>(send->message.body);
            const auto &record = node.replica.record();
            // Nobody here confirms a record, so each renewal brings it again.
            if (record && (send->withPayload || (renews && record->lease == node.core.lease())))
                message[kRecord] = encodeRecord(*record);
            m_packets.push_back({m_now + latency, node.id, send->to, message});
        } else if (const auto *became = std::get_if<BecameHolder>(&action)) {
            node.replica.setLeaseInForce(became->lease);
            if (!node.replica.record())
                node.replica.takePublished(newborn(became->lease));
        } else if (const auto *changed = std::get_if<HolderChanged>(&action)) {
            node.replica.setLeaseInForce(changed->lease);
            if (changed->lease && changed->lease.holder != node.id)
                node.clock.follow();
        }
    }
}

void StateWorld::updateStanding(Member &node)
{
    perform(node, node.core.setStanding(m_now, {node.replica.freshness(), false}));
}

/// As a Tenure does.
void StateWorld::resumeClock(Member &node)
{
    const Record &record = *node.replica.record();
    const auto end = double(record.reach.end);
    node.clock.freeze();
    if (!node.clock.mapping())
        return node.clock.start(m_now, end);
    const double tick = node.tickNow();
    const bool farBehind =
        tick + 2 * second < double(record.reach.begin) && tick + 2 * second + horizonsAhead * horizon < end;
    if (tick > end || farBehind)
        node.clock.start(m_now, end);
}

void StateWorld::lookAhead(Member &node)
{
    if (!node.core.isHolder() || !node.core.mayAct(m_now))
        return;
    const BallRecord record = ballRecord(*node.replica.record());
    const bool isOwn = record.lease == node.core.lease();
    if (isOwn && double(record.track.end()) - node.tickNow() > horizon)
        return;
    resumeClock(node);
    const Planner planner(record, {node.tickNow(), second, horizon}, finder());
    const auto extended = planner.extension();
    const FlightPlan plan = std::holds_alternative<FlightPlan>(extended)
                                ? std::get<FlightPlan>(extended)
                                : planner.rollBack({record.behavior});
    const FlightReply reply = fly(plan.request, load);
    const bool isChange = plan.kind != FlightPlan::Kind::Extension;
    BallRecord next{plan.draft, node.core.lease(), record.revision + (isChange ? 1 : 0), record.applied};
    const auto *answer = std::get_if<FlightAnswer>(&reply);
    if (answer) {
        next.checkpoint = answer->checkpoint;
        next.track = answer->track;
    }
    if (answer && isSound(next))
        return publish(node, next);
    node.replica.forgetRecord();
    node.replica.takePublished(newborn(node.core.lease()));
    perform(node, node.core.raise(m_now));
}

void StateWorld::publish(Member &node, const Record &record)
{
    node.replica.takePublished(record);
    for (const auto &other : m_nodes) {
        if (other && other->id != node.id)
            m_packets.push_back({m_now + latency, node.id, other->id, publication(node)});
    }
    node.core.acted(m_now);
    updateStanding(node);
}

QCborMap StateWorld::publication(const Member &node) const
{
    QCborMap message = encodeLeaseMessage({{node.replica.freshness(), false}, Renewal{node.core.lease()}});
    message[kRecord] = encodeRecord(*node.replica.record());
    message[kTick] = node.tickNow();
    return message;
}

QString StateWorld::trouble() const
{
    const auto acts = [this](const auto &node) { return node->core.isHolder() && node->core.mayAct(m_now); };
    if (std::count_if(m_nodes.begin(), m_nodes.end(), acts) != 1)
        return QStringLiteral("not one holder");
    const Member &holder = acts(m_nodes[0]) ? *m_nodes[0] : *m_nodes[1];
    for (const auto &node : m_nodes) {
        if (node->core.leaseInForce(m_now) != holder.core.lease())
            return QStringLiteral("node %1 follows another lease").arg(node->id.value);
        const auto &kept = node->replica.record();
        const auto record = kept ? std::optional(ballRecord(*kept)) : std::nullopt;
        if (!record || record->lease != holder.core.lease() || record->track.empty())
            return QStringLiteral("node %1 does not keep the holder's flight").arg(node->id.value);
        if (!isSound(*record) || !decodeRecord(encodeRecord(*record)))
            return QStringLiteral("node %1 keeps what cannot be flown").arg(node->id.value);
        const double tick = holder.tickNow();
        if (tick > double(record->track.end()) || tick + 10 * horizon < double(record->track.end()))
            return QStringLiteral("node %1 has a track from another time: tick %2, end %3, checkpoint %4")
                .arg(node->id.value)
                .arg(tick)
                .arg(record->track.end())
                .arg(record->checkpoint.tick);
    }
    const Track track = ballRecord(*holder.replica.record()).track;
    const auto end = double(track.end());
    if (track.at(end) == track.at(end - 1) && track.at(end - 1) == track.at(end - 7))
        return QStringLiteral("the ball stands");
    return {};
}

} // namespace everbounce::fuzz
