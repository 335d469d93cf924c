// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/colors/NodeColors.h"
#include "tests/unit/node/LoopbackCluster.h"

using namespace everbounce;

/// Promises of the colours of nodes.
class TestNodeColors : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    static QString nth(int i) { return QStringLiteral("n%1").arg(i); }

    bool agreeOnColors(qsizetype names) const
    {
        return std::all_of(m_members.begin(), m_members.end(), [&](const auto &member) {
            return member->cluster.colors == m_members.front()->cluster.colors &&
                   member->cluster.colors.size() == names;
        });
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void areGivenInTheOrderInWhichNamesAreSeen()
    {
        NodeColors colors;
        QVERIFY(colors.note(nth(0)) && colors.note(nth(1)) && !colors.note(nth(0)));
        QCOMPARE(colors.list(), (NodeColors::List{{nth(0), 0}, {nth(1), 1}}));
        for (int i = 2; i < 100; ++i)
            colors.note(nth(i));
        QCOMPARE(colors.list().size(), NodeColors::most);
        QCOMPARE(colors.list().last(), qMakePair(nth(99), 99 % NodeColors::colors));
    }

    void travelAndWhatIsNoColourIsLeftOut()
    {
        const NodeColors::List list{{nth(7), 7}, {nth(0), 0}};
        QCOMPARE(decodeColors(encodeColors(list)), list);
        const NodeColors::List odd{
            {nth(1), NodeColors::colors}, {nth(2), -1}, {QString(), 1}, {nth(3), 3}, {nth(3), 4}};
        QCOMPARE(decodeColors(encodeColors(odd)), (NodeColors::List{{nth(3), 3}}));
        NodeColors::List endless;
        for (int i = 0; i < 1000; ++i)
            endless.append({nth(i), 1});
        QCOMPARE(decodeColors(encodeColors(endless)).size(), NodeColors::most);
        QCOMPARE(decodeColors({}), NodeColors::List());
    }

    void areTheSameAtEveryNodeAndStayWhenTheHolderGoes()
    {
        add("a");
        QTRY_VERIFY(agreed());
        add("b");
        add("c");
        QTRY_VERIFY(agreed() && agreeOnColors(3));
        const NodeColors::List before = m_members.back()->cluster.colors;
        remove(holder());
        QTRY_VERIFY(agreed());
        add("d");
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && agreeOnColors(4), 20'000);
        NodeColors::List expected = before;
        expected.append({QStringLiteral("d"), 3});
        QCOMPARE(m_members.back()->cluster.colors, expected);
    }
};

QTEST_GUILESS_MAIN(TestNodeColors)
#include "tst_node_colors.moc"
