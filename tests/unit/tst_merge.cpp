// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/LoopbackCluster.h"

using namespace everbounce;

/// What both sides of a partition acknowledged is in the flight once they are one again, as if a single
/// cluster had been given all of it.
class TestMerge : public QObject, LoopbackCluster
{
    Q_OBJECT

    static constexpr int kPatience = 20'000;

    void partition(bool isCut) { m_bus->cutBoth(m_members[0]->id(), m_members[1]->id(), isCut); }

    bool bothHold() const { return m_members[0]->holds() && m_members[1]->holds(); }

    [[nodiscard]] bool give(int member, const char *id, const Command &command)
    {
        Member &asked = *m_members[std::size_t(member)];
        const QString key = QString::fromLatin1(id);
        asked.node().execute(key, command);
        return QTest::qWaitFor([&] { return asked.results.value(key).ok; }, kPatience);
    }

    bool allFly(const char *behavior, quint64 revision) const
    {
        return agreed() && std::ranges::all_of(m_members, [&](const auto &member) {
                   return member->cluster.behavior == QLatin1String(behavior) &&
                          member->flight->revision == revision;
               });
    }

    /// More commands make a side the better one: its flight goes on.
    [[nodiscard]] bool nudgeTwice(int member)
    {
        return give(member, "n1", Command::nudge()) && give(member, "n2", Command::nudge());
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void ofTwoChoicesTheLaterOneFlies_data()
    {
        QTest::addColumn<int>("better");
        QTest::newRow("the side of the earlier choice goes on") << 0;
        QTest::newRow("the side of the later choice goes on") << 1;
    }
    void ofTwoChoicesTheLaterOneFlies()
    {
        QFETCH(int, better);
        add("a");
        add("b");
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), kPatience);
        partition(true);
        QTRY_VERIFY_WITH_TIMEOUT(bothHold(), kPatience);
        QVERIFY(give(0, "early", Command::setBehavior(QStringLiteral("RandomRebound"))));
        QVERIFY(give(1, "late", Command::setBehavior(QStringLiteral("MirrorJump"))));
        QVERIFY(nudgeTwice(better));
        partition(false);
        QTRY_VERIFY_WITH_TIMEOUT(allFly("MirrorJump", 4), kPatience);
        QTRY_VERIFY(m_members[0]->heard("joined the flight") && m_members[1]->heard("joined the flight"));
    }
};

QTEST_GUILESS_MAIN(TestMerge)
#include "tst_merge.moc"
