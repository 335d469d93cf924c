// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/Probe.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace everbounce;

/// Promises of the probe: what an open, a closed and a closing port say of the process behind them.
class TestProbe : public QObject
{
    Q_OBJECT

private:
    QTcpServer m_server;

    Endpoint served() const { return {QHostAddress(QHostAddress::LocalHost), m_server.serverPort()}; }

private Q_SLOTS:
    void init() { QVERIFY(m_server.listen(QHostAddress::LocalHost)); }
    void cleanup() { m_server.close(); }

    void aClosedPortIsRefusedAtOnce()
    {
        Probe probe(served());
        m_server.close();
        QSignalSpy done(&probe, &Probe::done);
        probe.start();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done[0][0].toBool(), true);
    }

    void aPortThatStaysOpenIsAlive()
    {
        Probe probe(served());
        QSignalSpy done(&probe, &Probe::done);
        probe.start();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done[0][0].toBool(), false);
    }

    /// As that of a killed process, whose kernel resets what has connected to it meanwhile.
    void aPortThatClosesAfterItWasDialledIsRefused()
    {
        Probe probe(served());
        QSignalSpy done(&probe, &Probe::done);
        probe.start();
        QCOMPARE(done.count(), 0); // it is connected by now
        m_server.close();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done[0][0].toBool(), true);
    }
};

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
