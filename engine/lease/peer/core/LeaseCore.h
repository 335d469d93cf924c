// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/Peers.h"
#include "engine/lease/peer/core/Punctuality.h"

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace everbounce {

/// Actions that the core asks for. To be carried out in the order given.
struct Send
{
    NodeId to;
    LeaseMessage message;
    bool withPayload = false; ///< attach this node's: the receiver's is, or may be, older
};
/// This node holds `lease` from now on: newly, or in place of a lower one that it held.
struct BecameHolder
{
    Lease lease;
};
struct StoppedHolding
{
    Lease lease; ///< the lease that this node had
};
/// Another lease now counts, or none does (term 0): for display and for readiness. The leases of a node's
/// HolderChanged only grow, except when it gives way by rule 10.
struct HolderChanged
{
    Lease lease;
};
/// A message was dropped: its term leaps beyond what this node knows (rule 10).
struct Refused
{
    NodeId from;
    std::uint64_t term = 0; ///< the one it carried
};
using LeaseAction = std::variant<Send, BecameHolder, StoppedHolding, HolderChanged, Refused>;

/// How a link went down.
enum class LinkLoss {
    Closed, ///< by the kernel of the other side: its process is gone
    Silent, ///< given up after silence, or the network failed: its process may live
};

/// The lease as one node sees it: a pure state machine, described in docs/lease.md. Events go in, in the
/// order they happen, with the time by the node's monotonic clock; actions come out. After each event
/// nextWake() says when wake() is due at the latest. Not thread-safe; copyable.
class LeaseCore
{
public:
    using Actions = std::vector<LeaseAction>;

    explicit LeaseCore(NodeId self, LeaseTimes times = {});

    /// A term that this node has seen in an earlier life, from its snapshot. Its claims will be above it.
    void setKnownTerm(std::uint64_t term);

    /// This node begins to listen. Call it once, before every other event.
    Actions start(Instant now);
    /// An authenticated link to a peer is open. A second one in place of the first is reported in the same
    /// way. `takesLengths`: the peer's version obeys the length that a holder gives its lease.
    Actions linkUp(Instant now, NodeId peer, bool takesLengths = true);
    /// The link to a peer is down, and no other is left or about to replace it.
    Actions linkDown(Instant now, NodeId peer, LinkLoss loss);
    /// A message came over the link to `from`. If a replica came with it, take that over first (setStanding).
    /// What a holder publishes carries its lease and is handed in as a Renewal.
    Actions receive(Instant now, NodeId from, const LeaseMessage &message);
    /// This node is, or is no longer, linking to peers that it has heard of. A node that has just started and
    /// has never known a holder waits for these links: one of the peers may hold.
    Actions setGathering(Instant now, bool gathering);
    /// Any other traffic of that peer: it is alive.
    Actions heard(Instant now, NodeId peer);
    Actions wake(Instant now);
    /// This node's replica, or its draining, changed.
    Actions setStanding(Instant now, const Standing &standing);
    /// Hands the lease over, if this node holds it and somebody can take it, and does not want it for a
    /// while.
    Actions release(Instant now);
    /// This node, as the holder, has published something to every link. That counts as a renewal.
    void acted(Instant now);
    /// This node, as the holder, has to begin anew, and raises its term for that.
    Actions raise(Instant now);

    /// What this node, as the holder, says of its lease; valid from the next acted().
    Renewal renewal() const;

    /// The times that apply to this node now.
    const LeaseTimes &times() const { return m_times; }

    /// When wake() is due; nothing before start(). Ask again after every event.
    std::optional<Instant> nextWake() const { return m_wakeAt; }

    /// Whether this node may publish at this instant: holder, unexpired, and not late. Ask right before every
    /// publication.
    bool mayAct(Instant now) const;

    NodeId id() const { return m_self; }
    bool isHolder() const { return m_own.has_value(); }

    /// The highest lease that this node has held or followed, alive or not. Anything with a lower one is to
    /// be dropped.
    Lease lease() const { return m_known.lease; }

    /// The lease that counts at this instant: this node's own, or one whose holder it hears, or none.
    Lease leaseInForce(Instant now) const;

private:
    /// The highest lease that this node has followed or held, and what it knows of its holder first-hand.
    struct Knowledge
    {
        Lease lease;
        Standing holder;
        Instant until{0};     ///< valid until then; for a lease of this node's own see m_expiry
        Instant latest{0};    ///< `until` is never postponed beyond this
        bool lost = false;    ///< its holder's kernel closed this node's link
        bool ended = false;   ///< all agreed that the holder is lost, or it said so: nobody acts under it
        Instant hushUntil{0}; ///< just lost: until then only the first claimant should be heard
        std::set<NodeId>
            witnesses; ///< peers that must have lost it too before it counts as vacant ahead of `until`
        std::set<NodeId> agreed;         ///< peers that have
        std::set<NodeId> asked;          ///< peers that asked while this node still heard the holder
        std::set<NodeId> told;           ///< peers that know that this node has lost it
        std::map<NodeId, Lease> pledged; ///< votes of peers, ahead of a claim
    };

    /// This node wants a lease.
    struct Candidacy
    {
        Lease lease;
        Instant deadline;
        std::set<NodeId> awaited; ///< reachable peers that have not voted yet
    };

    /// This node was not running for a while, and has asked what it missed.
    struct Lateness
    {
        Instant until; ///< peers that have not answered by then are not waited for
        std::uint64_t nonce = 0;
        std::set<NodeId> unanswered;
    };

    // LeaseCore.cpp: time, links, and what this node does on its own.
    Actions during(Instant now, const std::function<void()> &handle);
    void measureLateness(Instant now);
    void forgiveSilence(Instant now, Instant due);
    void noticeLateness(Instant now);
    void settle(Instant now);
    void beat(Instant now);
    Instant wakeDue(Instant now) const;
    bool hearsHolder(Instant now) const;
    /// As others should rank it: a node that abstains comes after those that do not, like one that drains.
    Standing standing() const { return {m_standing.freshness, m_standing.draining || m_abstainUntil}; }
    Contender self() const { return {m_self, standing()}; }
    Word word(Instant now) const { return {leaseInForce(now), standing()}; }
    Known known(Instant now, std::uint64_t nonce = 0) const;
    void send(NodeId to, const LeaseBody &body, bool withPayload = false);
    void introduce(Instant now, NodeId peer);
    void sendKnown(Instant now, NodeId peer, std::uint64_t nonce = 0);

    // LeaseCoreClaims.cpp: how a lease falls vacant, and who holds the next one.
    void announceLoss(Instant now);
    Lease pledgeTo(Instant now, NodeId first);
    void noticeVacancy(Instant now);
    void claim(Instant now);
    std::uint64_t ownTerm(NodeId claimant) const;
    std::uint64_t termFor(NodeId claimant, bool isNextFree) const;
    bool isSoleClaimant(Instant now) const;
    bool reachesAll(Instant now) const;
    void hold(Instant now, Lease lease);
    void stepDown(Instant now);
    void handOver(Instant now, NodeId successor);
    Instant claimDue(Instant now) const;

    // LeaseCoreMessages.cpp: how it handles messages.
    void on(Instant now, const Contender &from, const Renewal &message);
    void on(Instant now, const Contender &from, const Lost &message);
    void on(Instant now, const Contender &from, const Ask &message);
    void on(Instant now, const Contender &from, const Known &message);
    void on(Instant now, const Contender &from, const Claim &message);
    void on(Instant now, const Contender &from, const Vote &message);
    void on(Instant now, const Contender &from, const Handover &message);
    void meetHolder(Instant now, const Contender &other, const Lease &lease);
    void follow(Instant now, const Contender &holder, const Lease &lease, Duration remaining);
    void believe(Instant now, const Known &hearsay, Duration remaining);
    void retract(NodeId peer);
    void learnOfDead(Instant now, NodeId from, const Lease &lease);
    void holdBack(Instant until);
    bool admits(Instant now, const LeaseBody &body);
    bool isOutvoted(Instant now, std::uint64_t term) const;
    bool prefersOwnClaim(const Contender &from, const Claim &claim) const;

    NodeId m_self;
    LeaseTimes m_times;
    Punctuality m_punctuality;
    Standing m_standing;
    Peers m_peers;
    std::set<NodeId> m_rigid;   ///< linked peers to which every lease is as long as the option says
    std::set<NodeId> m_missing; ///< peers whose links fell silent and that may live
    static constexpr std::size_t mostMissing = 1024;

    std::uint64_t m_term = 0; ///< the highest seen anywhere: claims and raises go above it
    Knowledge m_known;
    std::optional<Lease> m_own; ///< held by this node; then it is m_known.lease too
    Instant m_expiry{0};        ///< of m_own
    Lease m_voted;              ///< the highest lease of another node that this one voted for
    std::optional<Candidacy> m_candidacy;
    std::optional<Lateness> m_lateness;
    std::uint64_t m_nonce = 0;

    bool m_started = false;
    Instant m_gatherUntil{0}; ///< a starting node waits no longer for links in the making
    bool m_gathering = false;
    Instant m_holdBackUntil{0};            ///< somebody else holds, or is about to: no claim before
    std::optional<Instant> m_abstainUntil; ///< released: no claim before, unless no other node is there
    Instant m_beatAt{0};
    bool m_quietBeat = false; ///< only the holder speaks at every beat; the others at every second one
    std::optional<Instant> m_wakeAt;
    Lease m_shown; ///< what the last HolderChanged said

    Actions m_actions; ///< of the event being handled
};

} // namespace everbounce
