// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/RelayMessages.h"

#include "engine/base/Bounds.h"
#include "engine/base/Random.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/Protocol.h"

#include <QCborArray>
#include <QTest>

#include <set>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of what a node knows of the others' links, and of the messages about them.
class TestTopology : public QObject
{
    Q_OBJECT

    using Nodes = Topology::Nodes;
    using News = Topology::News;

    static constexpr NodeId a{1}, b{2}, c{3}, d{4}, e{5};

    static Topology of(NodeId self, const Nodes &own)
    {
        Topology topology;
        topology.begin(self);
        topology.setOwn(own);
        return topology;
    }

    /// What the node knows if every one of these links is known to all.
    static Topology knowing(NodeId self, const std::set<std::pair<NodeId, NodeId>> &links)
    {
        std::map<NodeId, Nodes> lists;
        for (const auto &[one, other] : links) {
            lists[one].push_back(other);
            lists[other].push_back(one);
        }
        Topology topology = of(self, lists[self]);
        for (const auto &[id, list] : lists)
            topology.learn(id, 1, list);
        return topology;
    }

private Q_SLOTS:
    void aLinkCountsWhereBothEndsListIt()
    {
        Topology topology = of(a, {b});
        QVERIFY(!topology.nextHop(b));
        topology.learn(b, 1, {c});
        QVERIFY(!topology.nextHop(b));
        topology.learn(b, 2, {a, c});
        QCOMPARE(topology.nextHop(b), std::optional(b));
        QVERIFY(!topology.nextHop(c));
        topology.learn(c, 1, {b});
        QCOMPARE(topology.nextHop(c), std::optional(b));
        QCOMPARE(topology.reachable(), (Nodes{b, c}));
        QVERIFY(!topology.nextHop(a));
    }

    void theShortestWayIsTakenAndOfTwoTheLowerIds()
    {
        const Topology topology = knowing(a, {{a, c}, {a, b}, {b, d}, {c, d}, {d, e}, {a, e}});
        QCOMPARE(topology.nextHop(d), std::optional(b));
        QCOMPARE(topology.nextHop(e), std::optional(e));
        QCOMPARE(knowing(d, {{a, c}, {a, b}, {b, d}, {c, d}, {d, e}, {a, e}}).nextHop(a), std::optional(b));
    }

    void onlyNewerVersionsAreNews()
    {
        Topology topology = of(a, {b});
        QCOMPARE(topology.learn(b, 2, {a, c}), News::More);
        QCOMPARE(topology.learn(b, 2, {a}), News::None);
        QCOMPARE(topology.learn(b, 1, {a}), News::None);
        QCOMPARE(topology.learn(b, 3, {a, d}), News::Fewer);
        QCOMPARE(topology.learn(c, 0, {a}), News::None);
        QCOMPARE(topology.setOwn({b}), News::None);
        QCOMPARE(topology.setOwn({b, c}), News::More);
        QCOMPARE(topology.setOwn({c}), News::Fewer);
    }

    void nobodyElseSaysWhatThisNodesNeighboursAre()
    {
        Topology topology = of(a, {b});
        const auto version = topology.entries().at(a).version;
        QCOMPARE(topology.learn(a, version + 7, {c}), News::None);
        QVERIFY(!topology.outbid(version, {b})); // its own word, come back
        QVERIFY(topology.outbid(version, {c}));
        QVERIFY(topology.outbid(version + 7, {c}));
        QVERIFY(topology.entries().at(a).version > version + 7);
        QCOMPARE(topology.entries().at(a).neighbours, Nodes{b});
    }

    void noVersionLeapsBeyondWhatCanBeOutbid()
    {
        Topology topology = of(a, {b, c});
        QCOMPARE(topology.learn(b, 3, {a}), News::More);
        QCOMPARE(topology.learn(b, 4 + bounds::maxCountLeap, {}), News::None);
        QCOMPARE(topology.learn(b, bounds::maxCount, {}), News::None);
        QCOMPARE(topology.learn(c, bounds::maxFirstCount + 1, {a}), News::None);
        QCOMPARE(topology.nextHop(b), std::optional(b));
        QCOMPARE(topology.learn(b, 4, {a, c}), News::More);
    }

    void theDeadStayDeadUnlessTheySpeak()
    {
        Topology topology = knowing(a, {{a, b}, {b, c}});
        QVERIFY(topology.bury(c));
        QVERIFY(!topology.bury(c));
        QVERIFY(!topology.nextHop(c));
        QCOMPARE(topology.learn(c, 1, {b}), News::None); // overtaken on the way
        QCOMPARE(topology.learn(c, 2, {b}), News::More); // it was a mistake
        QCOMPARE(topology.nextHop(c), std::optional(b));
        QVERIFY(!topology.bury(a));
    }

    void aWayHasAnEnd()
    {
        std::set<std::pair<NodeId, NodeId>> chain;
        for (quint64 id = 1; id <= 20; ++id)
            chain.insert({NodeId{id}, NodeId{id + 1}});
        const Topology topology = knowing(a, chain);
        QCOMPARE(topology.reachable().back(), NodeId{1 + Topology::longestWay});
    }

    void theUnreachableAreForgottenInTime()
    {
        Topology topology = knowing(a, {{a, b}, {c, d}});
        topology.forgetUnreachable(100s);
        topology.forgetUnreachable(110s);
        QCOMPARE(topology.entries().size(), std::size_t(4));
        topology.forgetUnreachable(111s);
        QCOMPARE(topology.entries().size(), std::size_t(2));
        QCOMPARE(topology.nextHop(b), std::optional(b));
        QCOMPARE(topology.learn(c, 1, {b}), News::More); // it may come again as it was
    }

    void whatIsKnownIsBounded()
    {
        Topology topology = of(a, {b});
        Nodes many;
        for (quint64 id = 10; id < 10 + 2 * maxLinks; ++id)
            many.push_back(NodeId{id});
        for (const NodeId id : many)
            topology.learn(id, 1, many);
        QCOMPARE(topology.entries().size(), std::size_t(maxLinks + 1));
        QCOMPARE(topology.entries().at(many[0]).neighbours.size(), std::size_t(maxLinks));
    }

    /// In any graph, from every node each step leads on a shortest way to every other, and nowhere else.
    void stepsLeadWhereTheyShould()
    {
        Random random{5};
        for (int round = 0; round < 200; ++round) {
            std::set<std::pair<NodeId, NodeId>> links;
            for (quint64 one = 1; one <= 7; ++one) {
                for (quint64 other = one + 1; other <= 7; ++other) {
                    if (random.unit() < 0.35)
                        links.insert({NodeId{one}, NodeId{other}});
                }
            }
            std::map<NodeId, Topology> nodes;
            for (quint64 id = 1; id <= 7; ++id)
                nodes[NodeId{id}] = knowing(NodeId{id}, links);
            for (const auto &[from, topology] : nodes) {
                for (const NodeId to : topology.reachable()) {
                    NodeId at = from;
                    int steps = 0;
                    for (; at != to && steps < 7; ++steps)
                        at = *nodes.at(at).nextHop(to);
                    QCOMPARE(at, to);
                    QVERIFY(nodes.at(to).nextHop(from));
                }
            }
        }
    }

    // ---- Messages ----------------------------------------------------------------------------------------

    void neighboursAreToldWhole()
    {
        const Neighbours told{{{a, 3, {b, c}}, {b, 9, {}}}, {d}};
        const Neighbours heard = decodeNeighbours(encodeNeighbours(told));
        QCOMPARE(heard.items.size(), std::size_t(2));
        QCOMPARE(heard.items[0].of, a);
        QCOMPARE(heard.items[0].version, std::uint64_t(3));
        QCOMPARE(heard.items[0].neighbours, (Nodes{b, c}));
        QVERIFY(heard.items[1].neighbours.empty());
        QCOMPARE(heard.gone, Nodes{d});
    }

    void malformedNeighboursAreLeftOut()
    {
        const QCborArray nodes{QCborArray{0, 1, QCborArray{}}, QCborArray{1, -1, QCborArray{}},
                               QCborArray{1, 1}, 7,
                               QCborArray{2, 1, QCborArray{3, QLatin1String("x"), 0, 4.5}}};
        const Neighbours heard =
            decodeNeighbours({{QLatin1String("nodes"), nodes}, {QLatin1String("gone"), 12}});
        QCOMPARE(heard.items.size(), std::size_t(1));
        QCOMPARE(heard.items[0].neighbours, Nodes{c});
        QVERIFY(heard.gone.empty());
    }

    void theLargestClusterFitsIntoAFrame()
    {
        Neighbours told;
        for (int i = 0; i <= maxLinks; ++i) {
            Neighbours::Item item{{~std::uint64_t(i) / 2}, std::uint64_t(1) << 52, {}};
            for (int j = 0; j < maxLinks; ++j)
                item.neighbours.push_back({~std::uint64_t(j) / 2});
            told.items.push_back(item);
        }
        const QByteArray bytes = encodeNeighbours(told).toCborValue().toCbor();
        QVERIFY(bytes.size() < maxFrameBytes);
        QCOMPARE(decodeNeighbours(QCborValue::fromCbor(bytes).toMap()).items.size(), told.items.size());
    }

    void whatIsRelayedIsReadWholeOrNotAtAll()
    {
        const QCborMap whole = encodeRelayed({a, b, 3, "body"});
        const auto relayed = decodeRelayed(whole);
        QVERIFY(relayed && relayed->from == a && relayed->to == b && relayed->hops == 3);
        QCOMPARE(relayed->body, QByteArray("body"));
        for (const char *key : {"from", "to", "hops", "body"}) {
            QCborMap part = whole;
            part.remove(QLatin1String(key));
            QVERIFY(!decodeRelayed(part));
        }
        for (const int hops : {-1, maxHops + 1})
            QVERIFY(!decodeRelayed(encodeRelayed({a, b, hops, "body"})));
    }
};

QTEST_APPLESS_MAIN(TestTopology)
#include "tst_topology.moc"
