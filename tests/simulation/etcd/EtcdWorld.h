// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/lease/etcd/core/EtcdCore.h"
#include "engine/lease/etcd/core/Places.h"
#include "tests/simulation/etcd/SimStore.h"

#include <functional>
#include <memory>
#include <set>
#include <stdexcept>

namespace everbounce::simulation {

/// A promise was broken.
struct BrokenPromise : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// What a node publishes: which commands are in it. Stands for a record.
struct Ledger
{
    std::uint64_t term = 0;
    std::uint64_t number = 0; ///< of publications, over all terms
    std::set<int> commands;

    bool operator==(const Ledger &) const = default;
};
std::string toText(const Ledger &ledger);
Ledger ledgerFrom(const std::string &text);

/// Nodes with the core as it ships, and a simulated store of several members, in virtual time. Checks at
/// every step:
///
/// - no acknowledged command is ever lost, unless the store was restored from a backup that lacks it
/// - a term has one holder, and nobody else writes under it. Since a restore the same term may come once
/// more,
///   of a node that has just started and never heard of the first
/// - nobody acts whose lease in the store is over
/// - what a node shows never goes back, unless it was restored
class EtcdWorld
{
public:
    struct Conduct
    {
        Duration delay = std::chrono::microseconds(500); ///< of a message, at most
        double losses = 0;                               ///< of requests and of answers
        std::chrono::milliseconds timeOut{400};
    };

    EtcdWorld(std::uint64_t seed, const etcd::Rules &rules = {});

    Conduct conduct;

    /// `agreement`: what it must have in common with others; empty: it does not say.
    int add(const std::string &agreement = {});
    void introduce(int node, const std::string &text);
    /// As by kill -9: links to it close, if they are told to.
    void kill(int node, bool linksClose = true);
    /// It does nothing until then; what comes meanwhile waits.
    void freeze(int node, Duration length);
    /// A node takes a peer's process for gone, though it lives.
    void resetLink(int node, int peer);
    void healLink(int node, int peer);
    /// The store answers nothing for so long; `elects`: a new leader is chosen in the end.
    void stopStore(Duration length, bool elects);
    void compact() { m_store.compact(); }
    void backUp() { m_store.backUp(); }
    /// Renamed: as under another name, with other numbers.
    void restore(bool isRenamed = false);
    void breakWatch(int node);
    void muteWatch(int node); ///< it tells nothing more, and does not end
    void setFull(bool full) { m_store.isFull = full; }
    void deny(bool denied) { m_denies = denied; }
    /// It takes nobody's certificate, or it does again.
    void denyAt(std::size_t member, bool denied);
    /// Nobody may change keys, or read them either.
    void denyRights(bool reading, bool writing) { m_deniesReading = reading, m_deniesWriting = writing; }
    /// It answers nothing, or it does again.
    void stopMember(std::size_t member, bool stopped);
    /// It was started by itself, and is an etcd of its own.
    void detachMember(std::size_t member) { m_strangers.insert(member); }
    void release(int node);
    void leave(int node);
    void raise(int node);

    void give(int node, int command);
    void run(Duration length);
    /// Until it holds, at most so long; false if it never did.
    bool runUntil(const std::function<bool()> &holds, Duration atMost);

    Instant now() const { return m_now; }
    std::optional<int> holder() const; ///< one that may act
    bool isHeldInStore() const { return m_store.find(etcd::holderKey) != nullptr; }
    const etcd::EtcdCore &core(int node) const { return *m_nodes[std::size_t(node)].core; }
    const Ledger &shown(int node) const { return m_nodes[std::size_t(node)].shown; }
    bool isUp(int node) const { return m_nodes[std::size_t(node)].core != nullptr; }
    int size() const { return int(m_nodes.size()); }
    const std::set<int> &acknowledged() const { return m_acknowledged; }
    std::uint64_t calls() const { return m_calls; }
    std::size_t terms() const { return m_holders.size(); }
    Random &random() { return m_random; }

private:
    struct Node
    {
        std::unique_ptr<etcd::EtcdCore> core; ///< none once it is killed
        etcd::Places places{1};
        NodeId id;
        Instant frozenUntil{0};
        std::vector<std::function<void()>> waiting; ///< while it is frozen
        std::optional<Instant> wakeAt;
        std::uint64_t watch = 0; ///< which one: each has a number
        std::uint64_t watched = 0;
        Instant toldAt{0}; ///< the last of it
        bool isMute = false;
        std::uint64_t term = 0; ///< of its tenure
        Ledger shown;
        std::optional<Ledger> publishing;
        std::set<int> open; ///< commands that it was given
    };
    struct Due
    {
        Instant at;
        std::uint64_t order;
        std::function<void()> act;

        bool operator>(const Due &other) const
        {
            return std::tie(at, order) > std::tie(other.at, other.order);
        }
    };
    using Step = etcd::EtcdCore::Actions (etcd::EtcdCore::*)(Instant);

    void later(Duration delay, std::function<void()> act);
    void toNode(int node, std::function<void()> act);
    void carryOut(int node, const etcd::EtcdCore::Actions &actions);
    void call(int node, const etcd::Call &call);
    /// A request on its way to a member, and its answer on the way back.
    struct Asked
    {
        int node = 0;
        etcd::Call call;
        std::size_t member = 0;
        bool isAnswered = false;
    };
    void arrive(const std::shared_ptr<Asked> &asked);
    std::pair<etcd::Answer, std::uint64_t> answerOf(const Asked &asked);
    void introduceMember(const std::shared_ptr<Asked> &asked);
    SimStore &storeOf(std::size_t member);
    bool isDenied(const Asked &asked) const;
    void answer(const std::shared_ptr<Asked> &asked, const etcd::Answer &answer, std::uint64_t cluster);
    void watch(int node, const etcd::Watch &watch);
    void tellWatchers();
    void publishNext(int node);
    void onHolding(int node, Lease lease);
    void onCommitted(int node);
    void onRecord(int node, const std::string &text);
    void show(int node, const Ledger &ledger);
    void check();
    Duration someDelay();
    Node &at(int node) { return m_nodes[std::size_t(node)]; }

    etcd::Rules m_rules;
    Random m_random;
    SimStore m_store;
    SimStore m_stranger; ///< that of the members that are not of m_store
    std::set<std::size_t> m_strangers;
    std::set<std::size_t> m_stopped;
    std::set<std::size_t> m_denying;
    bool m_deniesReading = false;
    bool m_deniesWriting = false;
    Instant m_restoredAt{0};
    Instant m_now{std::chrono::seconds(1000)};
    std::vector<Node> m_nodes;
    std::vector<Due> m_due; ///< a heap
    std::uint64_t m_order = 0;
    Instant m_storeStopsUntil{0};
    bool m_electsThen = false;
    bool m_denies = false;
    std::map<std::pair<int, std::uint64_t>, int> m_holders; ///< of each history and term
    std::set<int> m_acknowledged;
    std::uint64_t m_calls = 0;
};

} // namespace everbounce::simulation
