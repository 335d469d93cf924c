// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/core/EtcdCore.h"

#include <algorithm>
#include <utility>

// Events, and what they change in the known state. EtcdWishes.cpp derives the next requests from it.

namespace everbounce::etcd {
namespace {

/// Peers that are remembered as gone, or as linked.
constexpr std::size_t mostPeers = 1024;

} // namespace

EtcdCore::EtcdCore(NodeId self, const Rules &rules)
    : m_self(self)
    , m_rules(rules)
{
}

// ---- Events ----------------------------------------------------------------------------------------------

/// What was true may be over by now, before the event is even looked at: after a freeze the answer to an old
/// call may come first.
void EtcdCore::begin(Instant now)
{
    m_now = now;
    if (m_own && now >= m_actUntil)
        abandon();
}

EtcdCore::Actions EtcdCore::settle()
{
    observe();
    judge();
    pursue();
    schedule();
    return std::exchange(m_actions, {});
}

EtcdCore::Actions EtcdCore::start(Instant now, std::uint64_t knownTerm, std::string introduction)
{
    begin(now);
    m_isStarted = true;
    m_knownTerm = knownTerm;
    m_introduction = std::move(introduction);
    m_agreement = agreementOf(m_introduction);
    return settle();
}

EtcdCore::Actions EtcdCore::introduce(Instant now, std::string introduction)
{
    begin(now);
    m_introduction = std::move(introduction);
    m_agreement = agreementOf(m_introduction);
    return settle();
}

EtcdCore::Actions EtcdCore::linkUp(Instant now, NodeId peer)
{
    begin(now);
    m_gone.erase(peer);
    if (m_linked.size() < mostPeers)
        m_linked.insert(peer);
    return settle();
}

EtcdCore::Actions EtcdCore::linkDown(Instant now, NodeId peer, bool isGone)
{
    begin(now);
    m_linked.erase(peer);
    if (isGone) {
        if (m_gone.size() >= mostPeers)
            m_gone.clear();
        m_gone[peer] = true;
    }
    return settle();
}

EtcdCore::Actions EtcdCore::answered(Instant now, std::uint64_t call, const Answer &answer)
{
    begin(now);
    if (const auto sent = m_sent.extract(call))
        take(answer, sent.mapped());
    return settle();
}

EtcdCore::Actions EtcdCore::watched(Instant now, const std::vector<Event> &events)
{
    begin(now);
    for (const Event &event : events)
        m_watched = std::max(m_watched, event.now.modRevision);
    m_view.take(events);
    return settle();
}

EtcdCore::Actions EtcdCore::watchEnded(Instant now)
{
    begin(now);
    m_isWatching = false;
    m_wantsRead = true;
    m_watchAt = now + m_rules.pause;
    return settle();
}

EtcdCore::Actions EtcdCore::wake(Instant now)
{
    begin(now);
    return settle();
}

EtcdCore::Actions EtcdCore::publish(Instant now, std::string record)
{
    begin(now);
    if (m_own)
        m_pending = std::move(record);
    return settle();
}

EtcdCore::Actions EtcdCore::raise(Instant now)
{
    begin(now);
    m_raises = m_own.has_value();
    m_pending.reset();
    return settle();
}

EtcdCore::Actions EtcdCore::release(Instant now)
{
    begin(now);
    if (m_own && successor()) {
        abandon();
        m_releases = true;
        m_abstainUntil = now + m_rules.abstinence;
    }
    return settle();
}

EtcdCore::Actions EtcdCore::leave(Instant now)
{
    begin(now);
    if (m_own)
        abandon();
    m_leaves = true;
    return settle();
}

// ---- Answers ---------------------------------------------------------------------------------------------

void EtcdCore::take(const Answer &answer, const Sent &sent)
{
    if (const auto *failure = std::get_if<Failure>(&answer))
        return takeFailure(*failure, sent);
    noteSuccess(sent.kind);
    if (const auto *snapshot = std::get_if<Snapshot>(&answer))
        return takeSnapshot(*snapshot, sent);
    if (const auto *granted = std::get_if<Granted>(&answer)) {
        m_beatAt = m_now + Duration(granted->length) / beatsInALease;
        return takeGrant(granted->lease, granted->length, sent.at);
    }
    if (sent.lease != m_lease)
        return;
    const auto length = std::get<KeptAlive>(answer).length;
    if (length.count() > 0)
        takeGrant(sent.lease, length, sent.at);
    else
        loseLease();
}

/// etcd counts from when it hears of it, so from when it was sent is safe.
void EtcdCore::takeGrant(LeaseNumber lease, std::chrono::seconds length, Instant sentAt)
{
    m_lease = lease;
    m_granted = length;
    m_actUntil = std::max(m_actUntil, sentAt + length - std::min(m_rules.margin, Duration(length) / 4));
}

void EtcdCore::takeSnapshot(const Snapshot &snapshot, const Sent &sent)
{
    const bool isOther = m_cluster != 0 && snapshot.cluster != 0 && snapshot.cluster != m_cluster;
    if (snapshot.revision < sent.seen || isOther)
        beginAnotherHistory(snapshot);
    if (snapshot.cluster != 0)
        m_cluster = snapshot.cluster;
    m_view.take(snapshot);
    m_wantsRead = false;
    const auto holder = m_view.holder();
    if (sent.kind == Kind::Read && m_shown && m_shown.holder != m_self && holder)
        m_actions.emplace_back(Renewed{});
}

/// Revisions went back, or etcd has another number: it was restored from a backup. Nothing that was known
/// holds, and a lease that this node seems to hold there is an old one: it takes a new one, for a new term.
void EtcdCore::beginAnotherHistory(const Snapshot &snapshot)
{
    m_view.forget();
    m_view.take(snapshot);
    m_isWatching = false;
    m_shownRecord = {};
    for (auto &[number, sent] : m_sent)
        sent.seen = 0;
    if (m_own)
        stopHolding();
    m_abandoned = m_view.modRevision(holderKey);
}

void EtcdCore::takeFailure(const Failure &failure, const Sent &sent)
{
    m_trouble = failure;
    switch (failure.kind) {
    case Failure::Kind::Unreachable:
        ++m_failures;
        m_callAt = m_failures % m_rules.places == 0 ? m_now + m_rules.pause : m_now;
        break;
    case Failure::Kind::NoSuchLease:
        m_wantsRead = true;
        if (sent.kind != Kind::HandOver && sent.lease == m_lease) // there it is the successor's
            loseLease();
        break;
    case Failure::Kind::Denied:
        noteDenial(sent);
        break;
    case Failure::Kind::Full:
    case Failure::Kind::Refused:
        m_callAt = m_now + m_rules.pause;
        break;
    }
    if (sent.kind == Kind::KeepAlive || sent.kind == Kind::Read)
        m_beatAt = m_now; // again, perhaps at another member
}

/// Others of its time were denied by the same member. The next one may have another certificate, or know
/// more: only once all have denied there is nothing to hurry for.
void EtcdCore::noteDenial(const Sent &sent)
{
    m_denied = sent.kind;
    if (m_denials > 0 && sent.at < m_deniedAt)
        return;
    ++m_denials;
    m_deniedAt = m_now;
    m_callAt = m_denials % m_rules.places == 0 ? m_now + m_rules.longPause : m_now;
}

bool EtcdCore::isDeniedEverywhere() const
{
    return m_trouble && m_trouble->kind == Failure::Kind::Denied && m_denials >= m_rules.places;
}

void EtcdCore::noteSuccess(Kind kind)
{
    m_failures = 0;
    if (!m_trouble || !clearsTrouble(kind))
        return;
    m_trouble.reset();
    m_denials = 0;
}

/// A lease needs no rights, and reading other ones than writing.
bool EtcdCore::clearsTrouble(Kind kind) const
{
    const bool isOfLease = kind == Kind::KeepAlive || kind == Kind::Grant;
    if (m_trouble->kind == Failure::Kind::Full)
        return kind != Kind::KeepAlive && kind != Kind::Read;
    if (m_trouble->kind != Failure::Kind::Denied || m_denied == Kind::Grant || m_denied == Kind::KeepAlive)
        return true;
    return !isOfLease && (kind != Kind::Read || m_denied == Kind::Read);
}

void EtcdCore::loseLease()
{
    m_lease = 0;
    m_actUntil = Instant(0);
    if (m_own)
        stopHolding();
}

/// From now on this node does not act under its present term, even if writes that are still on their way
/// arrive.
void EtcdCore::abandon()
{
    m_abandoned = m_own->modRevision;
    stopHolding();
}

void EtcdCore::stopHolding()
{
    m_own.reset();
    m_pending.reset();
    m_raises = false;
    m_actions.emplace_back(StoppedHolding{});
}

// ---- What follows from the view --------------------------------------------------------------------------

bool EtcdCore::isMine(const std::optional<Holder> &holder) const
{
    return holder && m_lease != 0 && holder->node == m_self && holder->lease == m_lease;
}

bool EtcdCore::isAbandoned(const std::optional<Holder> &holder) const
{
    return holder && holder->modRevision == m_abandoned;
}

/// In this order: a node that loses the lease stops first, and one that gets it has the newest record first.
void EtcdCore::observe()
{
    const auto holder = m_view.holder();
    const Lease lease = m_view.lease();
    // Handed over by a node that had not yet heard of a later term, in a store that was restored.
    if (isMine(holder) && lease.term < m_knownTerm)
        m_abandoned = holder->modRevision;
    m_knownTerm = std::max(m_knownTerm, lease.term);
    const bool holds = isMine(holder) && !isAbandoned(holder) && isAlive();
    if (m_own && !holds)
        stopHolding();
    const bool isKnown = holder && m_now < m_actUntil && !differs();
    if (!holds)
        show(isKnown && holder->node != m_self ? lease : Lease());
    observeRecord();
    if (holds && (!m_own || m_own->modRevision != holder->modRevision)) {
        if (const auto taken = m_gone.find(m_claimedFrom); taken != m_gone.end())
            taken->second = false;
        m_own = Own{holder->modRevision, lease};
        m_raises = false;
        m_releases = false;
        m_pending.reset();
        m_actions.emplace_back(BecameHolder{lease});
        show(lease);
    }
    observeNodes();
}

void EtcdCore::observeRecord()
{
    const KeyValue *record = m_view.find(recordKey);
    if (!record || *record == m_shownRecord || differs())
        return;
    m_shownRecord = *record;
    // Its answer may be lost: whoever reads the record back knows that it was written.
    const auto holder = m_view.holder();
    if (m_own && m_pending == record->value && holder->modRevision == m_own->modRevision) {
        m_pending.reset();
        m_actions.emplace_back(Committed{});
    } else {
        m_actions.emplace_back(RecordSeen{record->value});
    }
}

void EtcdCore::observeNodes()
{
    std::map<NodeId, std::string> nodes;
    for (const auto &[node, introduction] : m_view.nodes())
        nodes[node] = introduction.text;
    if (nodes == m_shownNodes)
        return;
    m_shownNodes = std::move(nodes);
    m_actions.emplace_back(NodesChanged{});
}

void EtcdCore::show(const Lease &lease)
{
    if (lease == m_shown)
        return;
    m_shown = lease;
    m_actions.emplace_back(HolderChanged{lease});
}

void EtcdCore::judge()
{
    using State = Condition::State;
    Condition condition;
    if (m_trouble)
        condition.why = m_trouble->why;
    if (isDeniedEverywhere())
        condition.state = State::Denied;
    else if (m_trouble && m_trouble->kind == Failure::Kind::Full)
        condition.state = State::Full;
    else if (isAlive() && m_view.revision() > 0 && differs())
        condition = {State::Differs, m_view.find(agreementKey)->value};
    else if (isAlive() && m_view.revision() > 0)
        condition = {State::Ready, {}};
    else if (m_trouble && m_failures >= m_rules.places)
        condition.state = State::Unreachable;
    else
        condition.state = m_condition.state == State::Unreachable ? State::Unreachable : State::Connecting;
    // Each member has a reason of its own: people need not read them in turn.
    if (condition.state == State::Unreachable && m_condition.state == State::Unreachable)
        condition.why = m_condition.why;
    if (condition == m_condition)
        return;
    m_condition = condition;
    m_actions.emplace_back(ConditionChanged{});
}

} // namespace everbounce::etcd
