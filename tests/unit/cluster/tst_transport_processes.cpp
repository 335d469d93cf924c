// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/server/LinkServer.h"
#include "tests/unit/cluster/TransportBench.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the transport towards other processes, as the kernel ends and stops them.
class TestTransportProcesses : public QObject, TransportBench
{
    Q_OBJECT

    void startPeer(QProcess &process, quint64 id) const
    {
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--peer-process"), QString::number(id), QString::number(m_port)});
    }

private Q_SLOTS:
    void init() { renew(); }

    void aProcessThatIsKilledIsClosedByItsKernel()
    {
        const auto a = lan(1, lanSettings());
        QProcess process;
        startPeer(process, 2);
        QTRY_COMPARE(a->linked(), 1);
        ::kill(pid_t(process.processId()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(a->downs, (Station::Downs{{2, LinkEnd::Closed}}), 5000);
        QVERIFY(a->suspicions.empty()); // it came before any silence could
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
    }

    void whoSeesALinkOfADeadProcessEndFindsItsPortClosed()
    {
        constexpr int links = 40;
        for (int round = 0; round < 10; ++round) {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--open-port")});
            QTRY_VERIFY(process.canReadLine());
            const quint16 port = process.readLine().trimmed().toUShort();
            QTcpSocket ends[links];
            for (QTcpSocket &end : ends) {
                end.connectToHost(QHostAddress::LocalHost, port);
                QVERIFY(end.waitForReadyRead()); // it was let in
            }
            ::kill(pid_t(process.processId()), SIGKILL);
            QVERIFY(ends[links - 1].waitForDisconnected());
            QTcpSocket another;
            another.connectToHost(QHostAddress::LocalHost, port);
            QVERIFY(!another.waitForConnected());
            QCOMPARE(another.error(), QAbstractSocket::ConnectionRefusedError);
            QVERIFY(process.waitForFinished());
        }
    }

    void aProcessThatIsStoppedIsSilentAndComesBack()
    {
        const auto a = lan(1, lanSettings());
        QProcess process;
        startPeer(process, 2);
        QTRY_COMPARE(a->linked(), 1);
        ::kill(pid_t(process.processId()), SIGSTOP);
        QTRY_COMPARE(a->suspicions, (Station::Events{{2, true}}));
        QTRY_COMPARE_WITH_TIMEOUT(a->downs, (Station::Downs{{2, LinkEnd::Silent}}), 10'000);
        ::kill(pid_t(process.processId()), SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(a->linked(), 1, 10'000);
        QCOMPARE(a->downs, (Station::Downs{{2, LinkEnd::Silent}}));
        process.kill();
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
    }

    // ---- Measured, not promised --------------------------------------------------------------------------

    void measuresJoiningAndDeath()
    {
        const auto a = lan(1, lanSettings());
        std::vector<double> joins, deaths;
        // Signal spies wait in an event loop; QTRY would sleep between two looks.
        QSignalSpy up(a->transport.get(), &Transport::linkUp);
        QSignalSpy down(a->transport.get(), &Transport::linkDown);
        for (quint64 id = 2; id < 32; ++id) {
            QProcess process;
            const Nanoseconds begin = monotonicNow();
            startPeer(process, id);
            QVERIFY(up.wait());
            joins.push_back(std::chrono::duration<double, std::milli>(monotonicNow() - begin).count());
            const Nanoseconds death = monotonicNow();
            ::kill(pid_t(process.processId()), SIGKILL);
            QVERIFY(down.wait());
            deaths.push_back(std::chrono::duration<double, std::milli>(monotonicNow() - death).count());
            QTRY_COMPARE(process.state(), QProcess::NotRunning);
            QCOMPARE(a->downs.back(), (std::pair(id, LinkEnd::Closed)));
        }
        const auto summary = [](const char *what, std::vector<double> &values) {
            std::sort(values.begin(), values.end());
            qInfo("%s, ms: median %.2f, worst %.2f of %zu", what, values[values.size() / 2], values.back(),
                  values.size());
        };
        summary("start of a process to its link", joins);
        summary("SIGKILL to the closed link", deaths);
    }
};

/// This program as another node, until somebody kills it or its parent goes.
static int runPeer(QCoreApplication &app)
{
    const QStringList arguments = app.arguments();
    LanTransport::Settings settings;
    settings.discoveryPort = quint16(arguments.at(3).toUInt());
    settings.keys = {testKeys()};
    LanTransport transport(settings);
    if (!transport.start(selfInfo(arguments.at(2).toULongLong())).isEmpty())
        return 1;
    QTimer::singleShot(60s, &app, &QCoreApplication::quit);
    return app.exec();
}

/// This program as an open port that lets everybody in, until somebody kills it.
static int openPort(QCoreApplication &app)
{
    LinkServer server;
    QObject::connect(&server, &LinkServer::incoming, &app,
                     [](int descriptor) { [[maybe_unused]] const auto sent = ::write(descriptor, "!", 1); });
    if (!server.listen(ListenScope()).isEmpty())
        return 1;
    std::printf("%u\n", unsigned(server.port()));
    std::fflush(stdout);
    QTimer::singleShot(60s, &app, &QCoreApplication::quit);
    return app.exec();
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QLatin1String("--open-port"))
        return openPort(app);
    if (app.arguments().value(1) == QLatin1String("--peer-process"))
        return runPeer(app);
    TestTransportProcesses test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transport_processes.moc"
