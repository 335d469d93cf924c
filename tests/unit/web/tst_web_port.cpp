// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"

#include <QTcpServer>

using namespace everbounce;

/// Promises of a page that moves to another port while it is served.
class TestWebPort : public QObject
{
    Q_OBJECT

    static int statusFor(WireClient &client)
    {
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return client.next().status;
    }

private Q_SLOTS:
    void whoeverIsThereStaysAndOthersComeByTheNewOne()
    {
        ServedNode served;
        WireClient before(served.port());
        QCOMPARE(statusFor(before), 200);
        Watcher viewer(liveOf(served.listening.url));
        QTRY_VERIFY(!viewer.messages.isEmpty());

        const ListenResult moved = served.gateway.moveToPort(0);
        QVERIFY2(moved, qPrintable(moved.error));
        QVERIFY(moved.url.port() != served.port());
        WireClient after(quint16(moved.url.port()));
        QCOMPARE(statusFor(after), 200);
        QCOMPARE(statusFor(before), 200);
        QCOMPARE(viewer.socket.state(), QAbstractSocket::ConnectedState);
        WireClient late(served.port());
        QTRY_VERIFY(late.isClosed());
    }

    void aPortThatIsTakenLeavesThePageWhereItWas()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        ServedNode served;
        QCOMPARE(
            served.gateway.moveToPort(other.serverPort()).error,
            QStringLiteral("Port %1 on 127.0.0.1 is in use by another program.").arg(other.serverPort()));
        WireClient still(served.port());
        QCOMPARE(statusFor(still), 200);
    }

    void afterAPortThatWasTakenAnotherOneCanBeOpened()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        Gateway gateway;
        QVERIFY(!gateway.listen(QHostAddress::LocalHost, other.serverPort()));
        QVERIFY(gateway.listen(QHostAddress::LocalHost, 0));
    }
};

QTEST_GUILESS_MAIN(TestWebPort)
#include "tst_web_port.moc"
