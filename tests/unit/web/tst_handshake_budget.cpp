// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/HandshakeBudget.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the processor time that handshakes may take.
class TestHandshakeBudget : public QObject
{
    Q_OBJECT

private:
    static Origin at(const char *address) { return Origin::of(QHostAddress(QLatin1String(address))); }

    static HandshakeBudget budget() { return {{{1.0, 0.4}, {0.5, 0.1}}, 0s}; }

private Q_SLOTS:
    void whoUsedUpItsShareWaitsAndNobodyElseDoes()
    {
        HandshakeBudget of = budget();
        const Origin greedy = at("192.0.2.1"), other = at("192.0.2.2");
        of.spend(greedy, 600ms, 0s);
        QVERIFY(!of.admits(greedy, 0s));
        QVERIFY(of.admits(other, 0s));
        QVERIFY(!of.admits(greedy, 900ms)); // it took more than was there
        QVERIFY(of.admits(greedy, 1100ms));
    }

    void networksOfOneSiteCountTogether()
    {
        HandshakeBudget of = budget();
        of.spend(at("2001:db8:1:1::1"), 600ms, 0s);
        QVERIFY(!of.admits(at("2001:db8:1:2::1"), 0s));
        QVERIFY(of.admits(at("2001:db8:2:1::1"), 0s));
    }

    void manyTogetherLeaveTimeForTheRest()
    {
        HandshakeBudget of = budget();
        for (int i = 1; i <= 20; ++i)
            of.spend(at(qPrintable(QStringLiteral("192.0.2.%1").arg(i))), 60ms, 0s);
        QVERIFY(!of.admits(at("198.51.100.1"), 0s));
        QVERIFY(of.admits(Origin{}, 0s)); // the node's own user
        QVERIFY(of.admits(at("198.51.100.1"), 600ms));
    }

    void theOwnUserIsNotCounted()
    {
        HandshakeBudget of = budget();
        of.spend(Origin{}, 1h, 0s);
        QVERIFY(of.admits(Origin{}, 0s));
        QVERIFY(of.admits(at("192.0.2.1"), 0s));
    }

    void moreOriginsThanAreRememberedHaveWhatIsLeftForAll()
    {
        HandshakeBudget of({{1000.0, 1.0}, {0.5, 0.1}}, 0s);
        for (quint32 i = 0; i < 10'000; ++i)
            of.spend(Origin::of(QHostAddress(0x0a000000 + i)), 600ms, 0s);
        QVERIFY(!of.admits(Origin::of(QHostAddress(0x0a000000 + 9'999)), 0s)); // all is used up
        QVERIFY(of.admits(Origin::of(QHostAddress(0x0a000000 + 9'999)), 6000s));
    }
};

QTEST_APPLESS_MAIN(TestHandshakeBudget)
#include "tst_handshake_budget.moc"
