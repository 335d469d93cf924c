// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/status/LinkTimes.h"
#include "web/live/LinkNews.h"
#include "web/live/LiveMessages.h"

#include <QTest>

#include <random>

using namespace everbounce;
using namespace std::chrono_literals;

/// What a viewer is told about links stays small, whatever the network does; and is true in the end.
class TestLinkNews : public QObject
{
    Q_OBJECT

private:
    static constexpr Nanoseconds interval = 2s; ///< from one look at the links to the next

    /// A link that takes about this long there and back, and often much longer.
    static Nanoseconds noisyRoundTrip(std::mt19937 &random)
    {
        std::lognormal_distribution<double> jitter(0, 2.5);
        return Nanoseconds(qint64(1e6 * std::clamp(jitter(random), 0.01, 10'000.0)));
    }

    static QList<NodeId> ids(int nodes)
    {
        QList<NodeId> ids;
        for (quint64 id = 1; id <= quint64(nodes); ++id)
            ids << NodeId{id};
        return ids;
    }

    /// All nodes look at their links and tell each other; in large clusters only the first one's matter.
    static void look(QList<LinkTimes> &nodes, std::mt19937 &random)
    {
        const bool all = nodes.size() <= mostNodesWithAllLinks;
        for (qsizetype from = 0; from < (all ? nodes.size() : 1); ++from)
            for (qsizetype to = 0; to < nodes.size(); ++to)
                if (from != to)
                    nodes[from].sample({quint64(to) + 1}, noisyRoundTrip(random));
        for (qsizetype from = 1; from < nodes.size(); ++from)
            nodes[0].setPeer({quint64(from) + 1}, nodes[from].own());
    }

    static QList<LinkInfo> chain(std::initializer_list<double> figures)
    {
        QList<LinkInfo> links;
        quint64 id = 1;
        for (const double ms : figures) {
            links.append({{id}, {id + 1}, ms});
            ++id;
        }
        return links;
    }

private Q_SLOTS:
    void costsFewBytesAtRest_data()
    {
        QTest::addColumn<int>("nodes");
        for (const int nodes : {3, 8, 12, 32})
            QTest::addRow("%d nodes", nodes) << nodes;
    }

    void costsFewBytesAtRest()
    {
        QFETCH(const int, nodes);
        std::mt19937 random(quint32(nodes) + 7u);
        QList<LinkTimes> all(nodes);
        LinkNews news;
        qsizetype bytes = 0;
        int changes = 0;
        QList<LinkInfo> before;
        constexpr Nanoseconds hour = 1h;
        for (Nanoseconds now = 0s; now < hour; now += interval) {
            look(all, random);
            const auto links = all[0].among({1}, ids(nodes));
            changes += links != before;
            before = links;
            news.update(links, now);
            const auto due = news.takeDue(now);
            for (const LinkInfo &link : due)
                bytes += now > 0s ? 4 + linkMessage(link).size() : 0; // all are new at first
            QVERIFY(now == 0s || due.size() <= 1);
        }
        QVERIFY(changes > 300); // the network was noisy
        const double perSecond = double(bytes) / std::chrono::duration<double>(hour).count();
        QVERIFY2(perSecond < 5, qPrintable(QString::number(perSecond)));
    }

    void newLinksAreToldAtOnce()
    {
        LinkNews news;
        news.update(chain({1, 2, 3}), 0s);
        QCOMPARE(news.takeDue(0s), chain({1, 2, 3}));
        QCOMPARE(news.takeDue(0s), QList<LinkInfo>());
        QCOMPARE(news.told(), chain({1, 2, 3}));
        QVERIFY(!news.untilDue(0s));
    }

    void changesAreToldOneByOneTheLongestWaitingFirst()
    {
        LinkNews news;
        news.update(chain({1, 2, 3}), 0s);
        news.takeDue(0s);
        news.update(chain({1, 9, 3}), 100s);
        QCOMPARE(news.untilDue(100s), std::optional(Nanoseconds(0)));
        QCOMPARE(news.takeDue(100s), (QList<LinkInfo>{{{2}, {3}, 9}}));
        news.update(chain({1, 9, 8}), 101s);
        news.update(chain({7, 9, 8}), 102s);
        QCOMPARE(news.takeDue(102s), QList<LinkInfo>());
        QCOMPARE(news.told(), chain({1, 9, 3})); // a newcomer hears what all have heard
        QCOMPARE(news.untilDue(102s), std::optional(Nanoseconds(18s)));
        QCOMPARE(news.takeDue(120s), (QList<LinkInfo>{{{3}, {4}, 8}}));
        QCOMPARE(news.takeDue(140s), (QList<LinkInfo>{{{1}, {2}, 7}}));
        QCOMPARE(news.told(), chain({7, 9, 8}));
        QVERIFY(!news.untilDue(140s));
    }

    void whatIsAsItWasNeedNotBeTold()
    {
        LinkNews news;
        news.update(chain({1, 2}), 0s);
        news.takeDue(0s);
        news.update(chain({5, 2}), 1s);
        news.takeDue(1s);
        news.update(chain({5, 6}), 2s);
        news.update(chain({5, 2}), 3s);
        QVERIFY(!news.untilDue(60s));
        QCOMPARE(news.takeDue(60s), QList<LinkInfo>());
    }

    void linksThatAreGoneAreForgotten()
    {
        LinkNews news;
        news.update(chain({1, 2}), 0s);
        news.takeDue(0s);
        news.update(chain({1}), 1s);
        QCOMPARE(news.told(), chain({1}));
        news.update(chain({1, 4}), 2s);
        QCOMPARE(news.takeDue(2s), (QList<LinkInfo>{{{2}, {3}, 4}})); // it is new again
    }

    void whereNobodyWatchesAllIsAsItIs()
    {
        LinkNews news;
        news.update(chain({1, 2}), 0s);
        news.takeDue(0s);
        news.update(chain({3, 4}), 1s);
        news.catchUp();
        QCOMPARE(news.told(), chain({3, 4}));
        QVERIFY(!news.untilDue(1s));
    }
};

QTEST_APPLESS_MAIN(TestLinkNews)
#include "tst_link_news.moc"
