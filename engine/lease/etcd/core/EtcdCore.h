// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/etcd/core/StoreView.h"

#include <functional>
#include <map>
#include <set>

namespace everbounce::etcd {

/// How often a lease is renewed during its length, and all keys are looked at.
inline constexpr int beatsInALease = 5;

/// Lengths of time of a lease in etcd, and what may be tried.
struct Rules
{
    std::chrono::seconds length{4}; ///< of the lease that is asked for
    int places = 1;                 ///< members to try one after another, without a pause
    bool takesOver = true;          ///< from a holder whose process is seen to be gone

    Duration margin = std::chrono::milliseconds(500); ///< a holder stops so long before its lease may end
    Duration pause = std::chrono::milliseconds(100);  ///< after no member answered
    Duration longPause = std::chrono::seconds(5);     ///< after a denial, which will not pass by itself
    Duration abstinence = std::chrono::seconds(2);    ///< after a release

    /// What a node must have in common with the others, from its introduction; empty if it does not say.
    /// Null: no node says.
    std::function<std::string(const std::string &introduction)> agreementOf = {};
    /// Whether nodes that say this and that can take part together.
    std::function<bool(const std::string &one, const std::string &other)> fits = std::equal_to<>();
};

// Actions that the core asks for, to be carried out in the order given.

/// A request, to be answered by answered(). An answer must come in bounded time, if only
/// Failure::Unreachable.
struct Call
{
    std::uint64_t number = 0;
    Request request;
};
/// Watch all keys from this revision on, in place of any other watch.
struct Watch
{
    std::uint64_t from = 0;
};
struct BecameHolder
{
    Lease lease;
};
struct StoppedHolding
{
};
/// Another lease counts now, or none is known to (term 0).
struct HolderChanged
{
    Lease lease;
};
/// The store has another record, which this node did not publish, or not under its present term.
struct RecordSeen
{
    std::string record;
};
/// What publish() was given last is in the store.
struct Committed
{
};
/// The holder that counts, another node, was seen to hold on to its lease.
struct Renewed
{
};
struct NodesChanged
{
};
struct ConditionChanged
{
};
using Action = std::variant<Call, Watch, BecameHolder, StoppedHolding, HolderChanged, RecordSeen, Committed,
                            Renewed, NodesChanged, ConditionChanged>;

/// The state of etcd, for people.
struct Condition
{
    enum class State {
        Connecting,
        Ready,
        Unreachable,
        Denied,
        Full,
        Differs, ///< this node has not what those that are there have in common; `why` is what they have
    };

    State state = State::Connecting;
    std::string why; ///< a phrase; empty where it is ready

    bool operator==(const Condition &) const = default;
};

/// A lease and a record in etcd, as one node sees them: a pure state machine, described in
/// docs/decisions/0024-lease-in-etcd.md. Events go in with the time by a clock that runs during suspend;
/// actions come out. After every event the core derives from the known state what to request next. So a lost
/// answer loses no request, and retries need no code of their own. After each event nextWake() says when
/// wake() is due at the latest. Not thread-safe; copyable.
class EtcdCore
{
public:
    using Actions = std::vector<Action>;

    explicit EtcdCore(NodeId self, const Rules &rules = {});

    /// Begins to take part. `knownTerm`: terms go on above it. `introduction`: what others find of this node.
    Actions start(Instant now, std::uint64_t knownTerm, std::string introduction);

    /// Others find this of the node from now on.
    Actions introduce(Instant now, std::string introduction);

    Actions linkUp(Instant now, NodeId peer);
    /// `isGone`: the kernel of the other side has closed the link and its port.
    Actions linkDown(Instant now, NodeId peer, bool isGone);

    Actions answered(Instant now, std::uint64_t call, const Answer &answer);
    Actions watched(Instant now, const std::vector<Event> &events);
    /// The watch is over: its connection was lost, or what it should begin with is compacted.
    Actions watchEnded(Instant now);
    Actions wake(Instant now);

    /// As the holder: this record is the next one. Committed follows, unless this node stops holding before.
    Actions publish(Instant now, std::string record);
    /// As the holder: claims again, for a higher term.
    Actions raise(Instant now);
    /// As the holder: hands over, if another node is there, and does not want it for a while.
    Actions release(Instant now);
    /// Like release(), but final: this node is about to stop. If no other node is there, the lease is given
    /// up.
    Actions leave(Instant now);

    std::optional<Instant> nextWake() const { return m_wakeAt; }

    /// Whether this node may act at this instant: it holds, and its lease cannot be over.
    bool mayAct(Instant now) const { return m_own && !m_raises && now < m_actUntil; }
    bool isHolder() const { return m_own.has_value(); }
    /// The lease that counts, as HolderChanged has announced it.
    Lease lease() const { return m_shown; }
    /// What etcd has granted; 0 before.
    std::chrono::seconds length() const { return m_granted; }
    const Condition &condition() const { return m_condition; }
    const StoreView &view() const { return m_view; }
    /// This node's lease in etcd; 0 while it has none.
    LeaseNumber leaseNumber() const { return m_lease; }
    NodeId id() const { return m_self; }

private:
    enum class Kind { Grant, KeepAlive, Read, Register, Agree, Claim, Publish, HandOver };
    struct Sent
    {
        Kind kind;
        Instant at;
        std::uint64_t seen = 0; ///< the store's revision that was known: its answer cannot be older
        LeaseNumber lease = 0;  ///< this node's, then
    };
    struct Own
    {
        std::uint64_t modRevision = 0; ///< of the holder's key, as this node wrote it
        Lease lease;
    };

    /// Before and after every event.
    void begin(Instant now);
    Actions settle();

    void stopHolding();
    void abandon();
    void take(const Answer &answer, const Sent &sent);
    void takeGrant(LeaseNumber lease, std::chrono::seconds length, Instant sentAt);
    void takeSnapshot(const Snapshot &snapshot, const Sent &sent);
    void takeFailure(const Failure &failure, const Sent &sent);
    void noteSuccess(Kind kind);
    void noteDenial(const Sent &sent);
    bool clearsTrouble(Kind kind) const;
    bool isDeniedEverywhere() const;
    void loseLease();
    void beginAnotherHistory(const Snapshot &snapshot);

    void observe();
    void observeRecord();
    void observeNodes();
    void show(const Lease &lease);
    void judge();

    void pursue();
    void call(Kind kind, Request request);
    void keepLease();
    void keepView();
    void change();
    bool isMine(const std::optional<Holder> &holder) const;
    bool isAbandoned(const std::optional<Holder> &holder) const;
    bool isAlive() const { return m_lease != 0 && m_now < m_actUntil; }
    bool wantsToHold() const;
    bool differs() const;
    bool fits(const std::string &agreement) const;
    std::string agreementOf(const std::string &introduction) const;
    bool isAgreementTold() const;
    bool isIntroduced() const;
    Transaction agreement() const;
    Transaction introduction() const;
    Transaction claim();
    Transaction publication() const;
    Transaction handOver() const;
    NodeId successor() const;
    void schedule();

    NodeId m_self;
    Rules m_rules;
    std::string m_introduction;
    std::string m_agreement;       ///< it is part of the introduction; empty: not told
    std::uint64_t m_knownTerm = 0; ///< the highest seen: claims go above it
    StoreView m_view;
    std::uint64_t m_cluster = 0; ///< etcd's number of itself, with the last view

    LeaseNumber m_lease = 0; ///< this node's, in etcd
    std::chrono::seconds m_granted{0};
    Instant m_actUntil{0}; ///< this node's lease cannot be over before
    Instant m_beatAt{0};   ///< the next keepalive and look at all keys

    std::optional<Own> m_own;
    std::uint64_t m_abandoned = 0; ///< mod revision of the holder's key under which this node acts no more
    NodeId m_claimedFrom;          ///< the holder that the last claim was to replace
    bool m_raises = false;
    bool m_releases = false; ///< the abandoned lease goes to another node
    bool m_leaves = false;
    Instant m_abstainUntil{0};
    std::optional<std::string> m_pending; ///< to be published

    /// Peers whose process was seen to be gone, and whether the lease may be taken from them. It may once:
    /// one that holds again lives.
    std::map<NodeId, bool> m_gone;
    std::set<NodeId> m_linked;

    std::uint64_t m_number = 0;
    std::map<std::uint64_t, Sent> m_sent;
    int m_failures = 0; ///< in a row
    int m_denials = 0;  ///< in a row, one of each member
    Instant m_deniedAt{0};
    Kind m_denied = Kind::Read; ///< what was denied last
    Instant m_callAt{0};
    bool m_isWatching = false;
    bool m_wantsRead = true;
    Instant m_watchAt{0};
    std::uint64_t m_watched = 0;  ///< the watch has told everything up to this revision
    std::uint64_t m_expected = 0; ///< by now it must have told this one

    bool m_isStarted = false;
    Instant m_now{0};
    Lease m_shown;
    /// The record that was announced or committed. All of it: in a restored store another one may have its
    /// mod revision.
    KeyValue m_shownRecord;
    std::map<NodeId, std::string> m_shownNodes;
    Condition m_condition;
    std::optional<Failure> m_trouble; ///< since the last success
    std::optional<Instant> m_wakeAt;
    Actions m_actions;
};

} // namespace everbounce::etcd
