// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/Timing.h"

#include "engine/cluster/mesh/Transport.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// What all nodes of a singleton must have alike, as they tell it to each other.
class TestTiming : public QObject
{
    Q_OBJECT

    static QString difference(const Timing &other, const Timing &own)
    {
        return differenceOf(agreementOn(other), agreementOn(own));
    }

private Q_SLOTS:
    void whatDiffersIsToldWithBothValues()
    {
        QCOMPARE(difference({}, {}), QString());
        QCOMPARE(difference({.tick = 20ms, .lease = 800ms}, {}),
                 QStringLiteral("--lease (800 ms, here 500 ms) and --tick (20 ms, here 30 ms)"));
        QCOMPARE(difference({.coordination = QStringLiteral("etcd")}, {}),
                 QStringLiteral("--coordination (etcd, here peers)"));
    }

    /// These names are in docs/protocol.md, and other versions know them.
    void theHelloSaysItByFourNames()
    {
        QCborMap hello;
        writeAgreement(agreementOn({.tick = 20ms, .lease = 400ms, .horizon = 2s}), hello);
        QCOMPARE(hello, (QCborMap{{QStringLiteral("lease_ms"), 400},
                                  {QStringLiteral("tick_ms"), 20},
                                  {QStringLiteral("horizon_ms"), 2000}}));
        writeAgreement(agreementOn({.coordination = QStringLiteral("etcd")}), hello);
        QCOMPARE(hello.value(QStringLiteral("coordination")).toString(), QStringLiteral("etcd"));
    }

    void whatIsNoLengthOfTimeIsNotTaken()
    {
        QCborMap hello;
        writeAgreement(agreementOn({}), hello);
        QVERIFY(readAgreement(hello, agreementOn({.lease = 900ms})) == agreementOn({}));
        for (const qint64 number : {qint64(0), qint64(-1), qint64(24 * 3600 * 1000) + 1}) {
            hello[QStringLiteral("tick_ms")] = number;
            QVERIFY(!readAgreement(hello, agreementOn({})));
        }
        hello.remove(QStringLiteral("tick_ms")); // as a node up to 0.1.1
        QVERIFY(!readAgreement(hello, agreementOn({})));
    }

    void aSilentHolderIsReachedAnotherWayBeforeItsLeaseIsOver()
    {
        for (const Nanoseconds lease : {30ms, 500ms, 4000ms}) {
            SelfInfo self;
            setTiming(self, {.lease = lease});
            QVERIFY(self.detourAfter > 0ns && 2 * self.detourAfter < lease);
        }
    }
};

QTEST_GUILESS_MAIN(TestTiming)
#include "tst_timing.moc"
