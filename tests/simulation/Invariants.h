// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/World.h"

#include <stdexcept>
#include <tuple>

namespace everbounce::simulation {

/// A promise was broken.
struct Violation : std::runtime_error
{
    Violation(const std::string &invariant, const std::string &what)
        : std::runtime_error(invariant + ": " + what)
        , name(invariant)
    {
    }

    std::string name;
};

/// Checks at every step what the lease promises, from what can be seen from outside of the cores:
///
/// - one-actor-a-lease: no two nodes ever act under one and the same lease, nor one under a lease it gave up
/// - no-two-in-reach: of two nodes that could reach each other, undisturbed, for a lease's time and `slack`,
///   never both act; where one of them was handed a lease over that was in dispute with the other, because
///   the two holders did not reach each other, they have `slack` from then on
/// - settled-by-a-third: of two holders that a third node reaches both, one gives up within three renewals
/// and
///   `slack`
/// - exactly-one-when-quiet: in a connected cluster that nothing happened to for `settling`, exactly one acts
/// - unexpired: nobody acts a lease's time after its last renewal, by its own clock
/// - late-are-quiet: who was late by half a lease, and does not hold an unexpired one, neither acts, accuses,
/// claims nor votes before its peers
///   were heard, or had a lease's time to speak
/// - joins-take-nothing: nobody that has just started comes to hold while it reaches an acting holder
/// - leases-grow: what a node holds, or shows, is never lower than before
/// - one-vote-a-term: nobody votes for two leases of one term
/// - votes-need-a-vacancy: nobody votes while it acts, or hears another holder than the candidate
/// - handovers-need-a-vacancy: nobody takes a lease over while it hears another holder than the giver, or is
/// late
/// - no-chatter: the nodes do not answer each other without end
/// - claims-need-a-vacancy: nobody claims before the lease it followed has run out, was said to be over by
/// its
///   holder, or its holder's link was closed at this node and at every peer it could reach
class Invariants : public Watcher
{
public:
    explicit Invariants(const World &world);

    void beforeDelivery(const SimNode &node, const Packet &packet) override;
    void linkChanged(const SimNode &node, int peer, bool up, LinkLoss loss) override;
    void afterAction(const SimNode &node, const LeaseAction &action) override;
    void thawed(const SimNode &node) override;
    void published(const SimNode &node) override { renewed(node); }
    void afterEvent() override;

    Duration slack() const;
    Duration settling() const { return m_world.times().longest() * 3; }

    /// The longest time that it took a quiet cluster to have exactly one that acts.
    Duration longestSettling{0};
    std::uint64_t holdings = 0; ///< how often a node came to hold
    double mostSaid = 0;        ///< messages in a tenth of a second, for each pair of nodes

private:
    struct Peer
    {
        Instant linkedAt{0}; ///< world time
        Instant heardAt{0};  ///< this node's clock
        bool silent = false; ///< it was a holder, was replaced, and has said nothing since
    };

    /// What a node can know, as seen from outside.
    struct Memory
    {
        std::map<int, Peer> peers; ///< linked ones
        Lease shown;
        Lease held;
        bool holds = false;
        Instant holdsSince{0}; ///< world time
        std::tuple<std::uint64_t, std::uint64_t, bool> rank;
        Instant rankedSince{0}; ///< world time
        std::set<Lease> givenUp;
        std::map<std::uint64_t, Lease> votes;
        Instant goodUntil{0};                         ///< its clock: as long as it said of its own lease
        Instant handedOverAt{-std::chrono::hours(1)}; ///< world time

        Instant thawedAt{0};   ///< world time
        Instant lateUntil{0};  ///< its clock
        std::set<int> unheard; ///< peers that a late node waits for

        Lease followed;
        Instant followedUntil{0}; ///< its clock
        bool over = false;        ///< said by the holder itself
        bool closed = false;      ///< its link to the holder
        std::set<int> witnesses;
        std::set<std::pair<int, Lease>>
            lost; ///< what a peer said to have lost, and did not say to hear since
    };

    Memory &of(const SimNode &node);
    Instant clock(const SimNode &node) const { return node.clock(m_world.now()); }
    bool isLate(const SimNode &node);
    void renewed(const SimNode &node);
    void hear(const SimNode &node, NodeId from, const Known &message);
    static void noticeAgreement(Memory &memory);
    void follow(const SimNode &node, const Lease &lease, Duration remaining);
    void checkSent(const SimNode &node, const LeaseBody &body);
    void checkChatter(const SimNode &node);
    bool hearsAnother(const SimNode &node, NodeId expected);
    void checkVote(const SimNode &node, const Lease &wanted);
    void checkClaim(const SimNode &node);
    void checkHolding(const SimNode &node, const Lease &lease);
    void checkNewcomer(const SimNode &node);
    Instant rankedSince(const SimNode &node);
    void checkPair(int a, int b);
    void checkActing(const SimNode &node);
    [[noreturn]] void fail(const char *invariant, const SimNode &node, const std::string &what) const;

    const World &m_world;
    std::deque<Memory> m_memories; ///< by index; grows without moving
    std::map<Lease, int> m_actors;
    NodeId m_handedOver;       ///< whose lease the message hands over that is being delivered
    std::int64_t m_saidIn = 0; ///< which tenth of a second
    int m_said = 0;            ///< messages in it
    int m_speakers = 0;        ///< nodes that ran in it
};

} // namespace everbounce::simulation
