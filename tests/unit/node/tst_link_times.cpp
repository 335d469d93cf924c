// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/status/LinkTimes.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

class LinkTimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figureStaysWhileItIsAboutRight()
    {
        LinkTimes times;
        QVERIFY(times.sample({2}, 300us));
        for (const auto noisy : {250us, 590us, 9000us, 310us, 200us})
            QVERIFY(!times.sample({2}, noisy));
        QCOMPARE(times.among({1}, {{1}, {2}}), (QList<LinkInfo>{{{1}, {2}, 0.3}}));
    }

    void slowerLinkShowsWhenNoPingIsFastAnyMore()
    {
        LinkTimes times;
        times.sample({2}, 300us);
        int changes = 0;
        for (int ping = 0; ping < 5; ++ping)
            changes += times.sample({2}, 20ms);
        QCOMPARE(changes, 1);
        QCOMPARE(times.among({1}, {{1}, {2}}).first().roundTripMs, 20.0);
    }

    void linksOfOthersAreAsTheyTell()
    {
        LinkTimes times;
        times.sample({1}, 1ms);
        QVERIFY(times.setPeer({1}, {{toString(NodeId{3}), 0.5}}));
        QVERIFY(!times.setPeer({1}, {{toString(NodeId{3}), 0.5}}));
        times.setPeer({3}, {{toString(NodeId{1}), 0.9}});
        QCOMPARE(times.among({2}, {{2}, {1}, {3}}), (QList<LinkInfo>{{{1}, {2}, 1}, {{1}, {3}, 0.5}}));
        times.forget({1});
        QCOMPARE(times.among({2}, {{2}, {1}, {3}}), (QList<LinkInfo>{{{1}, {3}, 0.9}}));
    }

    void nonsenseIsLeftOut()
    {
        LinkTimes times;
        times.setPeer({3}, {{QStringLiteral("no id"), 1.0},
                            {toString(NodeId{1}), -1.0},
                            {toString(NodeId{4}), qQNaN()},
                            {toString(NodeId{5}), 1e300}});
        QCOMPARE(times.among({2}, {{1}, {2}, {3}, {4}, {5}}), QList<LinkInfo>());
    }

    void largeClustersShowOwnLinksOnly()
    {
        LinkTimes times;
        QList<NodeId> nodes;
        for (quint64 id = 1; id <= mostNodesWithAllLinks + 1; ++id) {
            nodes << NodeId{id};
            if (id > 1)
                times.sample({id}, 1ms);
            times.setPeer({id}, {{toString(NodeId{id == 2 ? 3u : 2u}), 2.0}});
        }
        const auto links = times.among({1}, nodes);
        QCOMPARE(links.size(), mostNodesWithAllLinks);
        for (const LinkInfo &link : links)
            QVERIFY(link.a == NodeId{1});
    }
};

QTEST_GUILESS_MAIN(LinkTimesTest)
#include "tst_link_times.moc"
