// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/ClusterViews.h"
#include "engine/node/ball/BallHost.h"
#include "engine/node/chaos/ChaosScene.h"
#include "engine/node/figures/NodeFigures.h"

#include <QTest>

#include <algorithm>

using namespace everbounce;
using namespace std::chrono_literals;
using State = NodeInfo::State;

/// The pure parts of a node: what they make of what the others know.
class TestNodeParts : public QObject
{
    Q_OBJECT

private:
    static QString text(const char *latin) { return QString::fromLatin1(latin); }

    static NodeInfo node(quint64 id, const char *name, State state = State::Alive)
    {
        NodeInfo info{{id}, text(name)};
        info.state = state;
        return info;
    }

    static QStringList namesIn(const ClusterView &view)
    {
        QStringList names;
        for (const NodeInfo &node : view.nodes)
            names << node.name;
        return names;
    }

    static double value(const QList<Metric> &figures, const char *name, const char *label = "")
    {
        const auto found = std::ranges::find_if(figures, [&](const Metric &figure) {
            return figure.name == name && (!*label || figure.labels.last().second == text(label));
        });
        return found == figures.end() ? -1 : found->value;
    }

private Q_SLOTS:
    void namesOutliveTheirNodes()
    {
        NodeNames names({1}, text("me"));
        names.note({2}, text("b"));
        names.note({3}, text("a"));
        QCOMPARE(names.of(NodeId{1}), text("me"));
        QCOMPARE(names.of(NodeId{2}), text("b"));
        QCOMPARE(names.of(NodeId{15}), text("000000000000000f")); // never heard of
        QCOMPARE(names.of(std::set<NodeId>{{2}, {3}, {1}}), (QStringList{text("me"), text("a"), text("b")}));
        for (quint64 id = 10; id < 10 + quint64(NodeNames::most); ++id)
            names.note({id}, text("many"));
        QCOMPARE(names.of(NodeId{2}), text("0000000000000002"));
        QCOMPARE(names.of(NodeId{1}), text("me"));
    }

    void theViewShowsThisNodeFirstAndTheOthersByName()
    {
        const ClusterView view = viewOf({.nodes = {node(9, "z"), node(3, "c"), node(2, "b"), node(1, "b")},
                                         .ball = {.lease = {4, {2}}, .revision = 7},
                                         .links = {}});
        QCOMPARE(view.self.value, quint64(9));
        QCOMPARE(namesIn(view), (QStringList{text("z"), text("b"), text("b"), text("c")}));
        QCOMPARE(view.nodes[1].id.value, quint64(1));
        QVERIFY((view.lease == Lease{4, {2}}));
        QCOMPARE(view.revision, quint64(7));
    }

    void warningsFollowFromNamesAndFromWhatTheLeaseStandsOn()
    {
        const ClusterView view =
            viewOf({.nodes = {node(1, "a"), node(2, "a"), node(3, "b"), node(4, "b", State::Suspect)},
                    .ball = {.backing = {.state = Backing::State::Denied}},
                    .links = {},
                    .warnings = {text("other")}});
        QCOMPARE(view.warnings.size(), 3);
        QVERIFY(view.warnings[0].startsWith(text("2 nodes are named a")));
        QCOMPARE(view.warnings[1], view.coordination.why);
        QVERIFY(!view.coordination.why.isEmpty());
        QCOMPARE(view.warnings[2], text("other"));
    }

    void aPageAtAllAddressesIsShownAtTheBestOne()
    {
        const SelfInfo self{.id = {1}, .url = QUrl(text("http://127.0.0.1:4000/"))};
        QCOMPARE(infoOf(self, {}, 2).url, self.url);
        const NodeInfo info =
            infoOf(self, {QHostAddress(text("10.0.0.7")), QHostAddress(text("10.0.0.8"))}, 2);
        QCOMPARE(info.url, QUrl(text("http://10.0.0.7:4000/")));
        QCOMPARE(info.addresses, (QStringList{text("10.0.0.7"), text("10.0.0.8")}));
        QCOMPARE(info.viewers, 2);
    }

    void chaosSparesWhoSuffersAlready()
    {
        ViewerCounts viewers;
        viewers.setOwn(QStringLiteral("window"), 1);
        viewers.setPeer({3}, 1, true);
        LastingFaults lasting;
        lasting.note({EventFacts::Kind::Fault, {3}, 0, 5, text("freeze-node")}, 100s);
        const QList<NodeInfo> nodes{node(1, "a"), node(2, "b", State::Suspect), node(3, "c")};
        const auto during = aimsAmong({1}, nodes, viewers, lasting, 101s);
        QCOMPARE(during.size(), std::size_t(3));
        QVERIFY(during[0].isSound && during[0].hasWindow);
        QVERIFY(!during[1].isSound && !during[1].hasWindow);
        QVERIFY(!during[2].isSound && during[2].hasWindow);
        QVERIFY(aimsAmong({1}, nodes, viewers, lasting, 106s)[2].isSound);
    }

    void figuresTellTheFactsOnceEach()
    {
        NodeFacts facts{.ball = {.lease = {5, {1}}, .isHolder = true, .leaseLength = 500ms, .trackEnd = 90},
                        .uptime = 2s,
                        .commands = {.done = 3, .refused = 1},
                        .roundTrips = {{{2}, text("b"), 2ms}},
                        .sent = {{text("status"), {4, 100}}}};
        facts.counters.relayed = 6;
        facts.counters.framesTooLong = 7;
        facts.refusals.note(refusals::termLeaps, 1s);
        const QList<Metric> figures = figuresOf(facts);
        QCOMPARE(value(figures, "term"), 5.);
        QCOMPARE(value(figures, "holder"), 1.);
        QCOMPARE(value(figures, "lease_seconds"), 0.5);
        QCOMPARE(value(figures, "track_end_tick"), 90.);
        QCOMPARE(value(figures, "uptime_seconds"), 2.);
        QCOMPARE(value(figures, "commands_done_total"), 3.);
        QCOMPARE(value(figures, "commands_refused_total"), 1.);
        QCOMPARE(value(figures, "relayed_total"), 6.);
        QCOMPARE(value(figures, "link_round_trip_seconds", "0000000000000002"), 0.002);
        QCOMPARE(value(figures, "link_messages_sent_total", "status"), 4.);
        QCOMPARE(value(figures, "link_bytes_sent_total", "status"), 100.);
        QCOMPARE(value(figures, "refused_total", "term_leaps"), 1.);
        QCOMPARE(value(figures, "dropped_total", "frames_too_long"), 7.);
        QSet<QString> seen;
        for (const Metric &figure : figures) {
            const bool isCounted = figure.type == Metric::Type::Counter;
            QCOMPARE(figure.name.endsWith("_total"), isCounted);
            const QString label = figure.labels.isEmpty() ? QString() : figure.labels.last().second;
            const QString key = QString::fromLatin1(figure.name) + label;
            QVERIFY2(!seen.contains(key), qPrintable(key));
            seen << key;
        }
    }

    void mergedCommandsAreCountedAndFewAreNamed()
    {
        QCOMPARE(listed({text("nudge"), text("Billiards"), text("nudge")}),
                 QStringLiteral("nudge ×2, Billiards"));
        QCOMPARE(listed({text("a"), text("b"), text("c"), text("d"), text("e"), text("f"), text("a")}),
                 QStringLiteral("a ×2, b, c, d, e, …"));
    }
};

QTEST_APPLESS_MAIN(TestNodeParts)
#include "tst_node_parts.moc"
