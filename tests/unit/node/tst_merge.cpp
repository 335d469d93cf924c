// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Bounds.h"
#include "tests/unit/node/LoopbackCluster.h"

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

    bool allShow(const char *behavior, quint64 revision) const
    {
        return std::ranges::all_of(m_members, [&](const auto &member) {
            return member->cluster.behavior == QLatin1String(behavior) &&
                   member->flight->revision == revision;
        });
    }

    bool allFly(const char *behavior, quint64 revision) const
    {
        return agreed() && allShow(behavior, revision);
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

    /// One after the other, and not each with the next publication only.
    void manyCommandsJoinTheFlightAtOnce()
    {
        constexpr int many = 60; // more than there are publications in the time that is waited
        add("a");
        add("b");
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), kPatience);
        partition(true);
        QTRY_VERIFY_WITH_TIMEOUT(bothHold(), kPatience);
        for (int i = 0; i < many; ++i)
            QVERIFY(give(0, qPrintable(QStringLiteral("a%1").arg(i)), Command::nudge()));
        for (int i = 0; i < many; ++i)
            QVERIFY(give(1, qPrintable(QStringLiteral("b%1").arg(i)), Command::nudge()));
        partition(false);
        QTRY_VERIFY_WITH_TIMEOUT(allFly("MirrorJump", 2 * many), kPatience);
    }

    /// Ticks alone do not tell which of two commands of one side came later, nor do ids. What has joined the
    /// flight before keeps its place, whatever number it got there.
    void ofOneTickTheOrderOfTheirSideCounts()
    {
        add("a");
        add("b");
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), kPatience);
        const int holder = m_members[0]->holds() ? 0 : 1;
        QVERIFY(nudgeTwice(holder) && give(holder, "n3", Command::nudge()));
        LoopbackTransport side(*m_bus);
        QVERIFY(side.start({.id = {99}, .name = QStringLiteral("side")}).isEmpty());
        QTRY_COMPARE(side.peers().size(), 2);
        const auto offer = [&](const std::vector<LoggedCommand> &commands) {
            side.send(m_members[std::size_t(holder)]->id(),
                      {{QStringLiteral("t"), QStringLiteral("log-offer")},
                       {QStringLiteral("commands"), encodeCommands(commands)}});
        };
        const auto chosen = [](const char *id, std::uint64_t revision, const char *behavior) {
            const Order order = orderOf(Command::setBehavior(QString::fromLatin1(behavior)));
            return LoggedCommand{
                QString::fromLatin1(id), {1, {99}}, revision, 1, order.digest, order.content};
        };
        offer({chosen("a", 2, "RandomRebound"), chosen("c", 1, "MirrorJump")});
        QTRY_VERIFY_WITH_TIMEOUT(allShow("RandomRebound", 5), kPatience);
        offer({chosen("b", 3, "MirrorJump")});
        QTRY_VERIFY_WITH_TIMEOUT(allShow("MirrorJump", 6), kPatience);
    }

    /// Whoever has the key may command, but not for all time to come.
    void aCommandOfALaterTimeDoesNotOutdoAllOthers_data()
    {
        QTest::addColumn<bool>("isOffered");
        QTest::newRow("offered as another side's") << true;
        QTest::newRow("told as one of the record's") << false;
    }
    void aCommandOfALaterTimeDoesNotOutdoAllOthers()
    {
        QFETCH(bool, isOffered);
        add("a");
        add("b");
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), kPatience);
        const int first = m_members[0]->holds() ? 0 : 1;
        QVERIFY(give(first, "first", Command::nudge()));
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), kPatience);
        {
            LoopbackTransport liar(*m_bus);
            QVERIFY(liar.start({.id = {99}, .name = QStringLiteral("liar")}).isEmpty());
            QTRY_COMPARE(liar.peers().size(), 2);
            const LoggedCommand forged{
                QStringLiteral("forged"),
                isOffered ? Lease{1, {99}} : m_members[0]->cluster.lease,
                1,
                bounds::maxTick,
                0,
                orderOf(Command::setBehavior(QStringLiteral("RandomRebound"))).content};
            liar.send(m_members[std::size_t(first)]->id(),
                      {{QStringLiteral("t"), isOffered ? QStringLiteral("log-offer") : QStringLiteral("log")},
                       {QStringLiteral("since"), 0},
                       {QStringLiteral("up_to"), 0},
                       {QStringLiteral("commands"), encodeCommands({forged})}});
            if (isOffered)
                QTRY_COMPARE_WITH_TIMEOUT(m_members[0]->cluster.behavior, QStringLiteral("RandomRebound"),
                                          kPatience);
            QVERIFY(give(first, "after", Command::nudge())); // it is there by then
        }
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), kPatience);
        partition(true);
        QTRY_VERIFY_WITH_TIMEOUT(bothHold(), kPatience);
        QVERIFY(give(1 - first, "late", Command::setBehavior(QStringLiteral("MirrorJump"))));
        QVERIFY(give(first, "before", Command::setBehavior(QStringLiteral("RandomRebound"))));
        QVERIFY(give(1 - first, "later", Command::setBehavior(QStringLiteral("MirrorJump"))));
        QVERIFY(give(first, "n1", Command::nudge()));
        QVERIFY(give(first, "n2", Command::nudge()));
        QVERIFY(give(first, "n3", Command::nudge()));
        partition(false);
        QTRY_VERIFY_WITH_TIMEOUT(m_members[std::size_t(first)]->heard("joined the flight"), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(agreed() && m_members[0]->cluster.behavior == QLatin1String("MirrorJump") &&
                                     m_members[1]->cluster.behavior == QLatin1String("MirrorJump"),
                                 kPatience);
    }
};

QTEST_GUILESS_MAIN(TestMerge)
#include "tst_merge.moc"
