// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/PeerLease.h"
#include "tests/fakes/LoopbackTransport.h"
#include "tests/unit/cluster/ClusterFixture.h"

#include <QTest>

#include <sys/syscall.h>
#include <unistd.h>

using namespace everbounce;
using namespace std::chrono_literals;

static std::chrono::seconds slept{0};

/// The kernel's clocks as they are after the machine has slept: CLOCK_BOOTTIME went on, the others stood
/// still. Takes the place of the C library's own in this program.
extern "C" int clock_gettime(clockid_t clock, timespec *now) noexcept
{
    const long result = ::syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && clock == CLOCK_BOOTTIME)
        now->tv_sec += slept.count();
    return int(result);
}

/// A machine that was put to sleep, and wakes.
class TestSuspend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { slept = 0s; }

    void aLeaseRunsOutWhileTheMachineSleeps()
    {
        LoopbackBus bus;
        LoopbackTransport transport(bus);
        PeerLease lease(NodeId{1}, {}, transport);
        QVERIFY(transport.start(selfInfo(1)).isEmpty());
        lease.start(0);
        QTRY_VERIFY(lease.mayAct());
        slept = 1h;
        // No event of the loop has come yet: it is the clock alone that says so.
        QVERIFY(lease.isHolder());
        QVERIFY(!lease.mayAct());
        // There is nobody else, so it goes on by itself.
        QTRY_VERIFY(lease.mayAct());
    }

    void otherProgramsClockIsToldByTheTimeAsleep()
    {
        const auto before = timeAsleep();
        slept = 1h;
        const auto more = timeAsleep() - before;
        QVERIFY(more > 59min && more < 61min);
    }
};

QTEST_GUILESS_MAIN(TestSuspend)
#include "tst_suspend.moc"
