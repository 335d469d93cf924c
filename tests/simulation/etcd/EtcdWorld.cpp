// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/etcd/EtcdWorld.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

namespace everbounce::simulation {

using namespace etcd;
using namespace std::chrono_literals;

std::string toText(const Ledger &ledger)
{
    std::ostringstream text;
    text << ledger.term << ' ' << ledger.number;
    for (const int command : ledger.commands)
        text << ' ' << command;
    return text.str();
}

Ledger ledgerFrom(const std::string &text)
{
    std::istringstream stream(text);
    Ledger ledger;
    stream >> ledger.term >> ledger.number;
    for (int command = 0; stream >> command;)
        ledger.commands.insert(command);
    return ledger;
}

EtcdWorld::EtcdWorld(std::uint64_t seed, const Rules &rules)
    : m_rules(rules)
    , m_random{seed}
{
    m_rules.agreementOf = [](const std::string &introduction) {
        const auto at = introduction.find('|');
        return at == std::string::npos ? std::string() : introduction.substr(at + 1);
    };
    m_stranger.cluster = 1000;
}

// ---- Time ------------------------------------------------------------------------------------------------

void EtcdWorld::later(Duration delay, std::function<void()> act)
{
    m_due.push_back({m_now + delay, ++m_order, std::move(act)});
    std::ranges::push_heap(m_due, std::greater<>());
}

void EtcdWorld::run(Duration length)
{
    runUntil([] { return false; }, length);
}

bool EtcdWorld::runUntil(const std::function<bool()> &holds, Duration atMost)
{
    const Instant end = m_now + atMost;
    while (!holds()) {
        Instant next = end;
        if (!m_due.empty())
            next = std::min(next, m_due.front().at);
        for (const Node &node : m_nodes) {
            if (node.core && node.wakeAt)
                next = std::min(next, std::max({*node.wakeAt, node.frozenUntil, m_now}));
        }
        m_now = next;
        if (next >= end)
            return holds();
        m_store.expire(m_now < m_storeStopsUntil ? Instant(0) : m_now);
        if (!m_due.empty() && m_due.front().at <= m_now) {
            std::ranges::pop_heap(m_due, std::greater<>());
            const auto act = std::move(m_due.back().act);
            m_due.pop_back();
            act();
        }
        for (int node = 0; node < size(); ++node) {
            if (at(node).core && at(node).wakeAt && *at(node).wakeAt <= m_now &&
                at(node).frozenUntil <= m_now)
                carryOut(node, at(node).core->wake(m_now));
        }
        tellWatchers();
        check();
    }
    return true;
}

Duration EtcdWorld::someDelay()
{
    return Duration(std::int64_t(m_random.unit() * double(conduct.delay.count()))) + 1us;
}

/// A frozen node hears of everything when it goes on, in the order in which it came.
void EtcdWorld::toNode(int node, std::function<void()> act)
{
    if (!at(node).core)
        return;
    if (at(node).frozenUntil > m_now)
        return later(at(node).frozenUntil - m_now, [this, node, act = std::move(act)] { toNode(node, act); });
    act();
}

// ---- Nodes -----------------------------------------------------------------------------------------------

int EtcdWorld::add(const std::string &agreement)
{
    const int node = size();
    Node fresh;
    fresh.id = {m_random.next() | 1};
    fresh.core = std::make_unique<EtcdCore>(fresh.id, m_rules);
    fresh.places = Places(std::size_t(m_rules.places));
    fresh.places.heard(0, m_store.cluster); // that of a stranger, if it were first, would count
    m_nodes.push_back(std::move(fresh));
    for (int other = 0; other < node; ++other) {
        if (isUp(other))
            healLink(node, other);
    }
    const std::string name = "node " + std::to_string(node);
    carryOut(node, at(node).core->start(m_now, 0, agreement.empty() ? name : name + '|' + agreement));
    return node;
}

void EtcdWorld::introduce(int node, const std::string &text)
{
    toNode(node, [this, node, text] { carryOut(node, at(node).core->introduce(m_now, text)); });
}

void EtcdWorld::kill(int node, bool linksClose)
{
    at(node).core.reset();
    for (int other = 0; linksClose && other < size(); ++other) {
        if (isUp(other))
            later(someDelay(), [this, node, other] {
                toNode(other, [this, node, other] {
                    carryOut(other, at(other).core->linkDown(m_now, at(node).id, true));
                });
            });
    }
}

void EtcdWorld::freeze(int node, Duration length)
{
    at(node).frozenUntil = std::max(at(node).frozenUntil, m_now + length);
}

void EtcdWorld::resetLink(int node, int peer)
{
    toNode(node, [this, node, peer] { carryOut(node, at(node).core->linkDown(m_now, at(peer).id, true)); });
}

void EtcdWorld::healLink(int node, int peer)
{
    for (const auto &[a, b] : {std::pair(node, peer), std::pair(peer, node)})
        toNode(a, [this, a = a, b = b] { carryOut(a, at(a).core->linkUp(m_now, at(b).id)); });
}

void EtcdWorld::release(int node)
{
    toNode(node, [this, node] { carryOut(node, at(node).core->release(m_now)); });
}

void EtcdWorld::leave(int node)
{
    toNode(node, [this, node] { carryOut(node, at(node).core->leave(m_now)); });
}

void EtcdWorld::raise(int node)
{
    toNode(node, [this, node] { carryOut(node, at(node).core->raise(m_now)); });
}

void EtcdWorld::carryOut(int node, const EtcdCore::Actions &actions)
{
    for (const Action &action : actions) {
        if (const auto *request = std::get_if<Call>(&action))
            call(node, *request);
        else if (const auto *begins = std::get_if<Watch>(&action))
            watch(node, *begins);
        else if (const auto *became = std::get_if<BecameHolder>(&action))
            onHolding(node, became->lease);
        else if (std::holds_alternative<StoppedHolding>(action))
            at(node).term = 0, at(node).publishing.reset();
        else if (const auto *seen = std::get_if<RecordSeen>(&action))
            onRecord(node, seen->record);
        else if (std::holds_alternative<Committed>(action))
            onCommitted(node);
    }
    if (at(node).core)
        at(node).wakeAt = at(node).core->nextWake();
}

// ---- Calls and watches -----------------------------------------------------------------------------------

void EtcdWorld::call(int node, const Call &call)
{
    ++m_calls;
    const auto asked = std::make_shared<Asked>(Asked{node, call, at(node).places.current()});
    if (m_random.unit() >= conduct.losses)
        later(someDelay(), [this, asked] { arrive(asked); });
    later(conduct.timeOut, [this, asked] {
        answer(asked, Failure{Failure::Kind::Unreachable, "no answer"}, 0);
    });
}

/// While the store is away requests wait, and some are lost: whoever asked gives up long before.
void EtcdWorld::arrive(const std::shared_ptr<Asked> &asked)
{
    if (m_stopped.contains(asked->member))
        return;
    if (m_now < m_storeStopsUntil) {
        if (m_random.below(2) == 0)
            later(m_storeStopsUntil - m_now + someDelay(), [this, asked] { arrive(asked); });
        return;
    }
    if (std::exchange(m_electsThen, false))
        m_store.elect(m_now);
    if (!at(asked->node).places.isSure(asked->member) && !isDenied(*asked))
        return introduceMember(asked);
    const auto result = answerOf(*asked);
    if (m_random.unit() >= conduct.losses)
        later(someDelay(), [this, asked, result] { answer(asked, result.first, result.second); });
    tellWatchers();
}

/// It says first what it belongs to, and is asked then.
void EtcdWorld::introduceMember(const std::shared_ptr<Asked> &asked)
{
    const std::uint64_t cluster = storeOf(asked->member).cluster;
    later(someDelay(), [this, asked, cluster] {
        toNode(asked->node, [this, asked, cluster] {
            if (asked->isAnswered)
                return;
            if (at(asked->node).places.heard(asked->member, cluster))
                later(someDelay(), [this, asked] { arrive(asked); });
            else
                answer(asked, Snapshot(), cluster);
        });
    });
}

SimStore &EtcdWorld::storeOf(std::size_t member)
{
    return m_strangers.contains(member) ? m_stranger : m_store;
}

bool EtcdWorld::isDenied(const Asked &asked) const
{
    const bool reads = std::holds_alternative<Read>(asked.call.request);
    const bool changes = std::holds_alternative<Transaction>(asked.call.request);
    return m_denies || m_denying.contains(asked.member) || (m_deniesReading && reads) ||
           (m_deniesWriting && changes);
}

/// The answer, and the number of the etcd that gave it.
std::pair<Answer, std::uint64_t> EtcdWorld::answerOf(const Asked &asked)
{
    if (isDenied(asked))
        return {Failure{Failure::Kind::Denied, "permission denied"}, 0};
    SimStore &store = storeOf(asked.member);
    const Answer answer = store.carryOut(m_now, asked.call.request);
    return {answer, std::holds_alternative<Failure>(answer) ? 0 : store.cluster};
}

void EtcdWorld::answer(const std::shared_ptr<Asked> &asked, const Answer &answer, std::uint64_t cluster)
{
    toNode(asked->node, [this, asked, answer, cluster] {
        if (std::exchange(asked->isAnswered, true))
            return;
        const auto worth = at(asked->node).places.judge(asked->member, answer, cluster);
        if (worth.moves && at(asked->node).watch != 0)
            breakWatch(asked->node);
        carryOut(asked->node, at(asked->node).core->answered(m_now, asked->call.number, worth.answer));
    });
}

void EtcdWorld::denyAt(std::size_t member, bool denied)
{
    denied ? void(m_denying.insert(member)) : void(m_denying.erase(member));
}

void EtcdWorld::stopMember(std::size_t member, bool stopped)
{
    stopped ? void(m_stopped.insert(member)) : void(m_stopped.erase(member));
}

void EtcdWorld::watch(int node, const Watch &watch)
{
    Node &watcher = at(node);
    ++watcher.watch;
    watcher.watched = watch.from - 1;
    watcher.isMute = false;
}

void EtcdWorld::tellWatchers()
{
    for (int node = 0; node < size(); ++node) {
        Node &watcher = at(node);
        if (!watcher.core || watcher.watch == 0 || watcher.isMute || watcher.watched >= m_store.revision())
            continue;
        const auto events = m_store.eventsAfter(watcher.watched);
        const std::uint64_t number = watcher.watch;
        watcher.watched = m_store.revision();
        watcher.isMute = !events; // cancelled: nothing comes until it watches anew
        watcher.toldAt = std::max(watcher.toldAt + 1ns, m_now + someDelay()); // in order, as on a connection
        later(watcher.toldAt - m_now, [this, node, number, events] {
            toNode(node, [this, node, number, events] {
                if (at(node).watch == number)
                    carryOut(node, events ? at(node).core->watched(m_now, *events)
                                          : at(node).core->watchEnded(m_now));
            });
        });
    }
}

void EtcdWorld::breakWatch(int node)
{
    at(node).watch = 0;
    toNode(node, [this, node] { carryOut(node, at(node).core->watchEnded(m_now)); });
}

void EtcdWorld::muteWatch(int node)
{
    at(node).isMute = true;
}

void EtcdWorld::stopStore(Duration length, bool elects)
{
    m_storeStopsUntil = std::max(m_storeStopsUntil, m_now + length);
    m_electsThen = m_electsThen || elects;
}

/// Watches end with the members that served them. What came after the backup is lost by intention. (The nodes
/// have it in their logs, and merge it.)
void EtcdWorld::restore(bool isRenamed)
{
    if (!m_store.restore(m_now, isRenamed))
        return;
    m_restoredAt = m_now;
    const KeyValue *record = m_store.find(recordKey);
    const Ledger kept = record ? ledgerFrom(record->value) : Ledger();
    std::erase_if(m_acknowledged, [&](int command) { return !kept.commands.contains(command); });
    for (int node = 0; node < size(); ++node) {
        if (at(node).core)
            breakWatch(node);
    }
}

// ---- What runs under the lease ---------------------------------------------------------------------------

void EtcdWorld::give(int node, int command)
{
    at(node).open.insert(command);
    toNode(node, [this, node] { publishNext(node); });
}

void EtcdWorld::publishNext(int node)
{
    Node &holder = at(node);
    if (holder.term == 0 || holder.publishing || !holder.core->mayAct(m_now))
        return;
    holder.publishing = holder.shown;
    holder.publishing->term = holder.term;
    ++holder.publishing->number;
    holder.publishing->commands.insert(holder.open.begin(), holder.open.end());
    carryOut(node, holder.core->publish(m_now, toText(*holder.publishing)));
}

void EtcdWorld::onHolding(int node, Lease lease)
{
    const auto [entry, isNew] = m_holders.emplace(std::pair(m_store.histories, lease.term), node);
    // In a store that was restored a node may find its old lease again; what it writes still follows the
    // record.
    const bool isAgain = m_store.histories > 0 && entry->second == node;
    if ((!isNew && !isAgain) || lease.holder != at(node).id)
        throw BrokenPromise("term " + std::to_string(lease.term) + " was held twice");
    at(node).term = lease.term;
    at(node).publishing.reset();
    // It may hear late that it holds, when another one does: then the store refuses what it writes.
    const KeyValue *held = m_store.find(holderKey);
    const bool isLate = !held || held->lease != at(node).core->leaseNumber();
    for (const int command : m_acknowledged) {
        if (!isLate && !at(node).shown.commands.contains(command))
            throw BrokenPromise("acknowledged command " + std::to_string(command) + " is lost in term " +
                                std::to_string(lease.term));
    }
    later(1us, [this, node] { toNode(node, [this, node] { publishNext(node); }); });
}

void EtcdWorld::onCommitted(int node)
{
    Node &holder = at(node);
    if (!holder.publishing)
        return;
    const Ledger done = *std::exchange(holder.publishing, std::nullopt);
    show(node, done);
    if (!holder.core->mayAct(m_now))
        return; // nothing is acknowledged
    // Its answer may have been under way while the store was restored.
    const KeyValue *record = m_store.find(recordKey);
    const std::set<int> kept = record ? ledgerFrom(record->value).commands : std::set<int>();
    std::ranges::copy_if(done.commands, std::inserter(m_acknowledged, m_acknowledged.end()),
                         [&](int command) { return m_store.histories == 0 || kept.contains(command); });
    std::erase_if(holder.open, [&](int command) { return done.commands.contains(command); });
    later(300ms, [this, node] { toNode(node, [this, node] { publishNext(node); }); });
}

void EtcdWorld::onRecord(int node, const std::string &text)
{
    show(node, ledgerFrom(text));
}

void EtcdWorld::show(int node, const Ledger &ledger)
{
    Ledger &shown = at(node).shown;
    if (m_store.histories == 0 && std::pair(ledger.term, ledger.number) < std::pair(shown.term, shown.number))
        throw BrokenPromise("node " + std::to_string(node) + " shows what is older than before");
    shown = ledger;
}

void EtcdWorld::check()
{
    const KeyValue *record = m_store.find(recordKey);
    const KeyValue *holder = m_store.find(holderKey);
    const std::uint64_t term = record ? ledgerFrom(record->value).term : 0;
    if (record &&
        std::ranges::none_of(m_holders, [term](const auto &entry) { return entry.first.second == term; }))
        throw BrokenPromise("a record of term " + std::to_string(term) + ", which nobody held");
    const KeyValue *base = m_store.find(baseKey);
    const std::uint64_t counted = holder ? holder->modRevision + (base ? std::stoull(base->value) : 0) : 0;
    if (record && holder && record->modRevision > holder->modRevision && term != counted)
        throw BrokenPromise("a record was written under term " + std::to_string(term) +
                            " when another had begun");
    if (m_now < m_storeStopsUntil)
        return; // without a leader no lease ends
    if (m_store.histories > 0 && m_now < m_restoredAt + m_rules.length)
        return; // leases that were granted since the backup are gone
    for (const Node &node : m_nodes) {
        if (node.core && node.frozenUntil <= m_now && node.core->mayAct(m_now) &&
            !m_store.isAlive(node.core->leaseNumber()))
            throw BrokenPromise("a node acts after the end of its lease");
    }
}

std::optional<int> EtcdWorld::holder() const
{
    for (int node = 0; node < size(); ++node) {
        const Node &each = m_nodes[std::size_t(node)];
        if (each.core && each.frozenUntil <= m_now && each.core->mayAct(m_now))
            return node;
    }
    return std::nullopt;
}

} // namespace everbounce::simulation
