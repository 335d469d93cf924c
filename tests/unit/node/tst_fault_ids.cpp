// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/node/LoopbackCluster.h"

using namespace everbounce;

/// An id stands for one fault of one node: a repetition gets the same answer, and breaks nothing else.
class TestFaultIds : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    const QString m_id = QStringLiteral("k");

    void order(Member &at, Fault fault, NodeId node = {})
    {
        at.results.remove(m_id);
        at.node().execute(m_id, Command::injectFault({fault, node, shortestFault}));
    }

    /// So many faults of a node `at` has heard of.
    static qsizetype faultsHeard(const Member &at, NodeId node)
    {
        return std::count_if(at.events.begin(), at.events.end(), [node](const EventView &event) {
            return event.facts.kind == EventFacts::Kind::Fault && event.facts.node == node;
        });
    }

    /// Two nodes beside the holder.
    std::pair<Member *, Member *> others() const
    {
        std::vector<Member *> found;
        for (const auto &member : m_members) {
            if (member.get() != holder())
                found.push_back(member.get());
        }
        return {found.at(0), found.at(1)};
    }

private Q_SLOTS:
    void init()
    {
        begin();
        for (const char *name : {"a", "b", "c"})
            add(name);
        QTRY_VERIFY(agreed());
    }
    void cleanup() { end(); }

    void isNoOtherFaultThroughAnotherNode()
    {
        const auto [one, other] = others();
        const NodeId target = holder()->id();
        order(*one, Fault::LossyNetwork, target);
        QTRY_VERIFY(one->results.value(m_id).ok);
        order(*other, Fault::IsolateNode, target);
        QTRY_COMPARE_WITH_TIMEOUT(other->results.value(m_id).status, 422, 10'000);
        QVERIFY(!other->results.value(m_id).ok);
        order(*other, Fault::LossyNetwork, target); // the same is the same, through whichever node
        QTRY_VERIFY(other->results.value(m_id).ok);
    }

    void isNoOtherFaultThroughTheSameNode()
    {
        const auto [one, other] = others();
        order(*one, Fault::LossyNetwork, other->id());
        QTRY_VERIFY(one->results.value(m_id).ok);
        order(*one, Fault::IsolateNode, other->id());
        QCOMPARE(one->results.value(m_id).status, 422);
        order(*one, Fault::LossyNetwork, holder()->id());
        QCOMPARE(one->results.value(m_id).status, 422);
    }

    void isNoOtherFaultOfAnotherNode()
    {
        const auto [one, other] = others();
        order(*one, Fault::LossyNetwork, one->id());
        QTRY_VERIFY(one->results.value(m_id).ok);
        QTRY_COMPARE(faultsHeard(*other, one->id()), 1);
        order(*other, Fault::LossyNetwork, other->id());
        QTRY_COMPARE(other->results.value(m_id).status, 422);
        order(*other, Fault::LossyNetwork, one->id());
        QTRY_VERIFY(other->results.value(m_id).ok);
        order(*other, Fault::LossyNetwork, {}); // of whichever node it was
        QCOMPARE(other->results.value(m_id).status, 200);
        const QString id = QStringLiteral("next"); // the events come in order
        other->node().execute(id, Command::injectFault({Fault::LossyNetwork, other->id(), shortestFault}));
        QTRY_COMPARE(faultsHeard(*one, other->id()), 1);
        QCOMPARE(faultsHeard(*one, one->id()), 1);
    }

    void isNoOtherFaultOfTheNodeItself()
    {
        const auto [one, other] = others();
        order(*one, Fault::LossyNetwork, one->id());
        QCOMPARE(one->results.value(m_id).status, 200);
        order(*other, Fault::IsolateNode, one->id());
        QTRY_COMPARE_WITH_TIMEOUT(other->results.value(m_id).status, 422, 10'000);
    }

    void ofARefusedOneMayBeAnothers()
    {
        const auto [one, other] = others();
        order(*one, Fault::HangEngine, other->id()); // which runs no engine
        QTRY_COMPARE(one->results.value(m_id).status, 409);
        order(*one, Fault::LossyNetwork, other->id());
        QTRY_VERIFY(one->results.value(m_id).ok);
    }

    void meansTheNodeThatRanTheEngineFirst()
    {
        Member *const asked = others().first;
        Member *const first = holder();
        for (const auto &member : m_members)
            m_bus->cut(first->id(), member->id()); // its answers are lost, and no other node brings them
        order(*asked, Fault::LossyNetwork);
        QTRY_VERIFY(first->heard("lossy network"));
        QTRY_COMPARE_WITH_TIMEOUT(asked->results.value(m_id).status, 504, 20'000);
        remove(first);
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        const NodeId next = holder()->id();
        order(*asked, Fault::LossyNetwork);
        order(*asked, Fault::LossyNetwork);
        QCOMPARE(asked->results.value(m_id).status, 504);
        order(*asked, Fault::IsolateNode);
        QCOMPARE(asked->results.value(m_id).status, 422);
        // What the next holder does is heard in order: if it had been asked to, this would come after it.
        const QString id = QStringLiteral("next");
        asked->node().execute(id, Command::injectFault({Fault::LossyNetwork, next, shortestFault}));
        QTRY_VERIFY(asked->results.value(id).ok);
        QTRY_COMPARE(faultsHeard(*asked, next), 1);
    }

    void isAnsweredAsBeforeWhereTheNodeIsGone()
    {
        Member *const asked = others().first;
        Member *const first = holder();
        order(*asked, Fault::LossyNetwork);
        QTRY_VERIFY(asked->results.value(m_id).ok);
        remove(first);
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        order(*asked, Fault::LossyNetwork);
        QVERIFY(asked->results.value(m_id).ok);
    }

    void handsTheLeaseOverOnce()
    {
        Member *const asked = others().first;
        const quint64 term = asked->cluster.lease.term;
        order(*asked, Fault::StepDown);
        QTRY_VERIFY(asked->results.value(m_id).ok);
        QTRY_VERIFY(agreed() && asked->cluster.lease.term > term);
        const Lease lease = asked->cluster.lease;
        order(*asked, Fault::StepDown);
        QVERIFY(asked->results.value(m_id).ok);
        order(*asked, Fault::LossyNetwork);
        QCOMPARE(asked->results.value(m_id).status, 422);
        const QString id = QStringLiteral("next"); // after whatever a second handover would have done
        asked->node().execute(id, Command::nudge());
        QTRY_VERIFY(asked->results.value(id).ok);
        QCOMPARE(asked->cluster.lease, lease);
    }
};

QTEST_GUILESS_MAIN(TestFaultIds)
#include "tst_fault_ids.moc"
