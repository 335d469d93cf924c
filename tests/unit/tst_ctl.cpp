// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Version.h"
#include "tests/fakes/FakeNode.h"
#include "web/Gateway.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of everbouncectl: what it prints, and its exit status.
class TestCtl : public QObject
{
    Q_OBJECT

private:
    struct Run
    {
        int status = -1;
        QString output;
        QString error;
    };

    /// Starts the program; it ends while this process's event loop serves it.
    static void begin(QProcess &process, const QStringList &arguments)
    {
        process.start(qEnvironmentVariable("EVERBOUNCE_BIN") + QStringLiteral("/everbouncectl"), arguments);
    }
    static Run ended(QProcess &process)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 20'000); }();
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    static Run run(const QStringList &arguments)
    {
        QProcess process;
        begin(process, arguments);
        return ended(process);
    }

    Gateway m_gateway;
    ListenResult m_listening = m_gateway.listen(QHostAddress::LocalHost, 0);
    FakeNode m_node{{.id = NodeId{1}, .name = QStringLiteral("first"), .url = m_listening.url}};

    QStringList to(const char *command) const
    {
        return {QString::fromLatin1(command), QStringLiteral("--url"), m_listening.url.toString()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_gateway.attach(&m_node);
        m_node.start();
        m_node.addNode(NodeId{2}, QStringLiteral("second"), QUrl(QStringLiteral("http://127.0.0.1:4009/")));
    }

    void statusShowsNodesAndBall()
    {
        const Run shown = run(to("status"));
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.error, QString());
        const QStringList lines = shown.output.split(QLatin1Char('\n'));
        QVERIFY(lines[0].contains(QLatin1String("NODE")));
        const QString version = QString::fromLatin1(FakeNode::version);
        QVERIFY2(lines[1].startsWith(QStringLiteral("*  %1@first ").arg(version)), qPrintable(shown.output));
        QVERIFY(lines[2].startsWith(QStringLiteral("   %1@second ").arg(version)));
        QVERIFY(shown.output.contains(QRegularExpression(QStringLiteral("Users online  0\n"))));
        QVERIFY(shown.output.contains(QRegularExpression(QStringLiteral("Term          1\n"))));
        QVERIFY(shown.output.contains(
            QRegularExpression(QStringLiteral("Ball          \\d+, \\d+ at tick \\d+\n"))));
    }

    void statusAsJsonIsWhatTheNodeSays()
    {
        QStringList arguments = to("status");
        const Run shown = run(arguments << QStringLiteral("--json"));
        QCOMPARE(shown.status, 0);
        const QJsonObject object = QJsonDocument::fromJson(shown.output.toUtf8()).object();
        QCOMPARE(object[QStringLiteral("cluster")][QStringLiteral("self")].toString(), toString(NodeId{1}));
        QVERIFY(object[QStringLiteral("ball")][QStringLiteral("tick")].isDouble());
    }

    void watchTellsWhatHappens()
    {
        QProcess process;
        QString output;
        connect(&process, &QProcess::readyReadStandardOutput, &process,
                [&] { output += QString::fromUtf8(process.readAllStandardOutput()); });
        begin(process, to("watch"));
        QTRY_VERIFY(output.contains(QLatin1String("Ball: ")));
        m_node.setHolder(NodeId{2});
        m_node.emitEvent(EventView::Level::Warning, QStringLiteral("Ball crashed"));
        QTRY_VERIFY(output.contains(QLatin1String("first: Ball crashed\n")));
        process.kill();
        ended(process);
        QVERIFY2(output.startsWith(QLatin1String("Holder: first, term 1\nBall: ")), qPrintable(output));
        QVERIFY2(output.contains(QLatin1String("Holder: second, term 2\n")), qPrintable(output));
    }

    void watchAsJsonPrintsEachMessage()
    {
        const Run shown =
            run(to("watch") << QStringLiteral("--json") << QStringLiteral("--count") << QStringLiteral("3"));
        QCOMPARE(shown.status, 0);
        const QStringList lines = shown.output.trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(QLatin1String("{\"type\":\"hello\",")));
    }

    void watchEndsAfterItsTime()
    {
        QCOMPARE(run(to("watch") << QStringLiteral("--seconds") << QStringLiteral("0.2")).status, 0);
    }

    void aNodeThatIsNotThereIsOneSentence_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("status") << QStringLiteral("status");
        QTest::newRow("watch") << QStringLiteral("watch");
    }
    void aNodeThatIsNotThereIsOneSentence()
    {
        QFETCH(QString, command);
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost, 0));
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(closed.serverPort());
        closed.close();
        const Run refused = run({command, QStringLiteral("--url"), url});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.output, QString());
        QCOMPARE(refused.error.count(QLatin1Char('\n')), 1);
        QVERIFY2(refused.error.startsWith(QStringLiteral("Cannot reach a node at %1/: ").arg(url)),
                 qPrintable(refused.error));
    }

    void whatIsNoNodeIsSaidToBeNone()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        connect(&other, &QTcpServer::newConnection, &other, [&] {
            QTcpSocket *socket = other.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
                socket->disconnectFromHost();
            });
        });
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(other.serverPort());
        for (const char *command : {"status", "watch"}) {
            const Run refused = run({QString::fromLatin1(command), QStringLiteral("--url"), url});
            QCOMPARE(refused.status, 1);
            QCOMPARE(refused.error.count(QLatin1Char('\n')), 1);
        }
    }

    void badUsageIsTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *arguments) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '),
                                                                             Qt::SkipEmptyParts);
        };
        row("");
        row("dance");
        row("status now");
        row("status --loud");
        row("status --url");
        row("status --url nowhere");
        row("watch --seconds soon");
        row("watch --count -1");
    }
    void badUsageIsTwo()
    {
        QFETCH(QStringList, arguments);
        const Run refused = run(arguments);
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.error.endsWith(QLatin1String("See everbouncectl --help.\n")));
    }

    void helpAndVersion()
    {
        const Run help = run({QStringLiteral("--help")});
        QCOMPARE(help.status, 0);
        QVERIFY(help.output.contains(QLatin1String("--seconds")));
        QCOMPARE(run({QStringLiteral("--version")}).output,
                 QStringLiteral("everbouncectl " EVERBOUNCE_VERSION "\n"));
    }
};

QTEST_GUILESS_MAIN(TestCtl)
#include "tst_ctl.moc"
