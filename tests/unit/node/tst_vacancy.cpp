// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/ball/Vacancy.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the time without a holder, which events, recorders and figures tell.
class TestVacancy : public QObject
{
    Q_OBJECT

private:
    static constexpr Nanoseconds length = 500ms;

private Q_SLOTS:
    void theFirstHolderWasNotMissed()
    {
        Vacancy vacancy(length);
        QCOMPARE(vacancy.changed(true, 10s), 0ns);
    }

    void anOrderlyHandoverLeavesNoGap()
    {
        Vacancy vacancy(length);
        vacancy.changed(true, 1s);
        vacancy.held(1s + 400ms);
        QCOMPARE(vacancy.changed(true, 1s + 500ms), 0ns);
    }

    void aDeadHolderIsMissedFromItsClosedLinkOn()
    {
        Vacancy vacancy(length);
        vacancy.changed(true, 1s);
        vacancy.held(2s);
        vacancy.suspected(2s + 50ms);
        QCOMPARE(vacancy.changed(false, 2s + 51ms), 0ns);
        QCOMPARE(vacancy.changed(true, 2s + 53ms), 3ms);
    }

    void aHolderWhoseLinkAloneWasClosedIsNotMissed()
    {
        Vacancy vacancy(length);
        vacancy.changed(true, 1s);
        vacancy.suspected(1s + 100ms);
        vacancy.held(1s + 120ms); // through another node, say
        QCOMPARE(vacancy.changed(true, 1s + 200ms), 0ns);
    }

    void aFrozenHolderIsMissedFromItsLastRenewalOnThoughTheSuccessorClaimsAtOnce()
    {
        Vacancy vacancy(length);
        vacancy.changed(true, 1s);
        vacancy.held(5s);
        QCOMPARE(vacancy.changed(true, 5s + 520ms), 520ms); // without a moment in which none counted
    }

    void anOwnTenureCountsAsHeld()
    {
        Vacancy vacancy(length);
        vacancy.changed(true, 1s); // another node's
        vacancy.changed(true, 2s); // this node's, for half a minute
        for (Nanoseconds now = 2s; now <= 32s; now += 100ms)
            vacancy.held(now);
        QCOMPARE(vacancy.changed(false, 33s + 100ms), 0ns); // all nodes were frozen
        QCOMPARE(vacancy.changed(true, 33s + 200ms), 1200ms);
    }

    void eachChangeOfHandsBeginsAnew()
    {
        Vacancy vacancy(length);
        vacancy.changed(true, 1s);
        vacancy.changed(false, 1s + 10ms);
        vacancy.changed(true, 1s + 15ms);
        QCOMPARE(vacancy.changed(false, 1s + 100ms), 0ns);
        QCOMPARE(vacancy.changed(true, 1s + 104ms), 4ms);
    }
};

QTEST_GUILESS_MAIN(TestVacancy)
#include "tst_vacancy.moc"
