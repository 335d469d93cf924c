// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseCore.h"
#include "engine/singleton/clock/TickClock.h"
#include "engine/singleton/peer/RecordIntake.h"
#include "tests/fakes/BallRecord.h"

#include <array>
#include <deque>
#include <memory>

namespace everbounce::fuzz {

/// Two honest nodes in virtual time, each with the real lease, intake, replica, clock and engine's
/// arithmetic, and a third one that has their key and says what it likes. Deterministic.
class StateWorld
{
public:
    StateWorld();

    static constexpr NodeId liar{3};

    Instant now() const { return m_now; }
    void run(Duration length);

    /// The liar says this to one of the two.
    void say(int to, const QCborMap &message);

    /// The process of a node ends, and another one comes up with its snapshot.
    void restart(int index);

    BallRecord record(int index) const { return ballRecord(*m_nodes[std::size_t(index)]->replica.record()); }
    Lease lease(int index) const { return m_nodes[std::size_t(index)]->core.lease(); }

    /// What is wrong, or nothing: one of the two acts, the other follows it, and both have a ball that moves.
    QString trouble() const;

    quint64 refused = 0; ///< what was not believed

private:
    struct Member : LeasePayload
    {
        Member(NodeId id, const LeaseTimes &times, const Instant &now);

        double tickNow() const;
        std::optional<double> sureTick() const;
        Freshness freshness() const override { return replica.freshness(); }
        bool onSuccession(const Carrier &carrier) override;
        void onRenewal(const Carrier &carrier) override;

        NodeId id;
        const Instant &now;
        LeaseCore core;
        Replica replica;
        RecordIntake intake;
        RecordIntake::Outcome outcome; ///< of the message that is being handled
        TickClock clock;
    };
    struct Packet
    {
        Instant at;
        NodeId from;
        NodeId to;
        QCborMap message;
    };

    Member &member(int index) { return *m_nodes[std::size_t(index)]; }
    std::unique_ptr<Member> fresh(int index) const;
    void receive(Member &node, NodeId from, const QCborMap &message);
    void perform(Member &node, const LeaseCore::Actions &actions);
    void updateStanding(Member &node);
    void lookAhead(Member &node);
    void resumeClock(Member &node);
    void publish(Member &node, const Record &record);
    QCborMap publication(const Member &node) const;

    Instant m_now{0};
    std::array<std::unique_ptr<Member>, 2> m_nodes;
    std::deque<Packet> m_packets;
};

} // namespace everbounce::fuzz
