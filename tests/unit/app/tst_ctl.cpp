// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Version.h"
#include "tests/unit/app/CtlFixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTimer>

#include <csignal>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

/// Says this to whoever comes, and again and again if so asked.
struct FakeServer : QTcpServer
{
    QByteArray asked;

    FakeServer(const QByteArray &begin, const QByteArray &rest, std::chrono::milliseconds pause,
               const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
    {
        if (!listen(address, 0))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this, begin, rest, pause] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, begin, rest, pause] {
                asked += socket->readAll();
                socket->write(begin);
                if (rest.isEmpty())
                    return;
                auto *more = new QTimer(socket);
                connect(more, &QTimer::timeout, socket, [socket, rest] {
                    if (socket->bytesToWrite() < rest.size())
                        socket->write(rest);
                });
                more->start(pause);
            });
        });
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
};

} // namespace

/// Promises of everbouncectl: what it prints, and its exit status.
class TestCtl : public QObject
{
    Q_OBJECT

private:
    AskedNode m_asked;
    FakeNode &m_node = m_asked.node;

    QStringList to(const char *command) const { return m_asked.to(command); }

private Q_SLOTS:
    void statusShowsNodesAndBall()
    {
        const ProgramRun shown = runCtl(to("status"));
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.error, QString());
        const QStringList lines = shown.output.split(QLatin1Char('\n'));
        QVERIFY(lines[0].contains(QLatin1String("NODE")));
        const QString version = QString::fromLatin1(FakeNode::version);
        QVERIFY2(lines[1].startsWith(QStringLiteral("*  %1@first ").arg(version)), qPrintable(shown.output));
        QVERIFY(lines[2].startsWith(QStringLiteral("   %1@second ").arg(version)));
        QVERIFY(shown.output.contains(QRegularExpression(QStringLiteral("Viewers +0\n"))));
        QVERIFY(shown.output.contains(QRegularExpression(QStringLiteral("Term +1\n"))));
        QVERIFY(shown.output.contains(QRegularExpression(QStringLiteral("Ball +\\d+, \\d+ at tick \\d+\n"))));
    }

    void statusAsJsonIsWhatTheNodeSays()
    {
        QStringList arguments = to("status");
        const ProgramRun shown = runCtl(arguments << QStringLiteral("--json"));
        QCOMPARE(shown.status, 0);
        const QJsonObject object = QJsonDocument::fromJson(shown.output.toUtf8()).object();
        QCOMPARE(object[QStringLiteral("cluster")][QStringLiteral("self")].toString(), toString(NodeId{1}));
        QVERIFY(object[QStringLiteral("ball")][QStringLiteral("tick")].isDouble());
        QCOMPARE(object[QStringLiteral("self")].toString(), toString(NodeId{1}));
        QCOMPARE(object[QStringLiteral("nodes")], object[QStringLiteral("cluster")][QStringLiteral("nodes")]);
    }

    void watchThatIsInterruptedHasDoneWhatItShould_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("terminated") << SIGTERM;
    }
    void watchThatIsInterruptedHasDoneWhatItShould()
    {
        QFETCH(int, signal);
        QProcess process;
        QString output;
        connect(&process, &QProcess::readyReadStandardOutput, &process,
                [&] { output += QString::fromUtf8(process.readAllStandardOutput()); });
        process.start(ctlProgram(), to("watch"));
        QTRY_VERIFY(output.contains(QLatin1String("Ball: ")));
        QCOMPARE(::kill(pid_t(process.processId()), signal), 0);
        const ProgramRun watched = ended(process);
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(watched.status, 0);
        QCOMPARE(watched.error, QString());
    }

    void watchTellsWhatHappens()
    {
        QProcess process;
        QString output;
        connect(&process, &QProcess::readyReadStandardOutput, &process,
                [&] { output += QString::fromUtf8(process.readAllStandardOutput()); });
        process.start(ctlProgram(), to("watch"));
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
        const ProgramRun shown = runCtl(to("watch") << QStringLiteral("--json") << QStringLiteral("--count")
                                                    << QStringLiteral("3"));
        QCOMPARE(shown.status, 0);
        const QStringList lines = shown.output.trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(QLatin1String("{\"type\":\"hello\",")));
    }

    void watchEndsAfterItsTime()
    {
        QCOMPARE(runCtl(to("watch") << QStringLiteral("--seconds") << QStringLiteral("0.2")).status, 0);
    }

    void aNodeThatIsNotThereIsOneSentence_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("status") << QStringLiteral("status");
        QTest::newRow("watch") << QStringLiteral("watch");
        QTest::newRow("faults") << QStringLiteral("faults");
        QTest::newRow("nudge") << QStringLiteral("nudge");
    }
    void aNodeThatIsNotThereIsOneSentence()
    {
        QFETCH(QString, command);
        const AbsentPage absent;
        const QString url = absent.url().toString(QUrl::RemovePath);
        const ProgramRun refused = runCtl({command, QStringLiteral("--url"), url});
        QCOMPARE(refused.status, 3);
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
        for (const char *command : {"status", "watch", "behaviors", "nudge"}) {
            const ProgramRun refused = runCtl({QString::fromLatin1(command), QStringLiteral("--url"), url});
            QCOMPARE(refused.status, 3);
            QCOMPARE(refused.error.count(QLatin1Char('\n')), 1);
        }
    }

    void whatAnswersAnythingElseIsNoNode_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>Welcome to the hotel</html>");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("an object") << QByteArray("{}");
        QTest::newRow("a list of lists") << QByteArray("[[1]]");
    }
    void whatAnswersAnythingElseIsNoNode()
    {
        QFETCH(QByteArray, body);
        const FakeServer other("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n" + body,
                               {}, {});
        const bool isList = body.startsWith('[');
        for (const char *command : {"status", "behaviors", "faults", "failover", "failover 3", "key list",
                                    "key rotate", "token list", "token add Ada", "config", "nudge",
                                    "chaos on", "invite", "pair", "set-behavior X"}) {
            if (isList && (QByteArray(command) == "faults" || QByteArray(command) == "failover" ||
                           QByteArray(command) == "token list"))
                continue;
            const ProgramRun refused =
                runCtl(QString::fromLatin1(command).split(u' ') << QStringLiteral("--url") << other.url());
            QVERIFY2(refused.status == 3, command);
            QVERIFY2(refused.output.isEmpty(), command);
            QVERIFY2(refused.error.contains(QLatin1String("not an Everbounce node")), command);
        }
    }

    void whatIsSilentIsSaidToBe()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost, 0));
        const QString url = QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort());
        for (const char *command : {"status", "watch"}) {
            const ProgramRun run = runCtl({QString::fromLatin1(command), QStringLiteral("--url"), url});
            QCOMPARE(run.status, 3);
            QVERIFY2(run.error.contains(QLatin1String("it did not answer within 5 s")),
                     qPrintable(run.error));
        }
    }

    /// It says where an address is, to this machine alone.
    void noZoneIsSent()
    {
        const FakeServer node("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", {},
                              std::chrono::milliseconds(0), QHostAddress(QHostAddress::LocalHostIPv6));
        const quint16 port = node.serverPort();
        runCtl({QStringLiteral("status"), QStringLiteral("--url"),
                QStringLiteral("http://[::1%25lo]:%1/").arg(port)});
        QVERIFY2(node.asked.contains("\r\nHost: [::1]:" + QByteArray::number(port) + "\r\n"),
                 node.asked.constData());
        QCOMPARE(node.asked.count("Host:"), 1);
    }

    void noTokenGoesToWhereANodeRefersTo()
    {
        const auto plain = std::chrono::milliseconds(0);
        const FakeServer other("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", {}, plain);
        const FakeServer node("HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: " +
                                  other.url().toLatin1() + "/api/v1/nudge\r\n\r\n",
                              {}, plain);
        QTemporaryFile token;
        QVERIFY(token.open() && token.write("a-token-of-more-than-16\n") > 0 && token.flush());
        const ProgramRun run = runCtl({QStringLiteral("nudge"), QStringLiteral("--url"), node.url(),
                                       QStringLiteral("--token-file"), token.fileName()});
        QVERIFY(node.asked.contains("a-token-of-more-than-16"));
        QCOMPARE(other.asked, QByteArray());
        QCOMPARE(run.status, 3);
        QVERIFY2(run.error.contains(QStringLiteral("it refers to ") + other.url()), qPrintable(run.error));
    }

    void anAnswerThatNeverEndsIsNone_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("pause");
        QTest::newRow("slowly") << QByteArray("1\r\n \r\n") << 100;
        QTest::newRow("fast") << "100000\r\n" + QByteArray(0x100000, ' ') + "\r\n" << 0;
    }
    void anAnswerThatNeverEndsIsNone()
    {
        QFETCH(QByteArray, more);
        QFETCH(int, pause);
        const FakeServer node("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", more,
                              std::chrono::milliseconds(pause));
        const ProgramRun run = runCtl({QStringLiteral("status"), QStringLiteral("--url"), node.url()});
        QCOMPARE(run.status, 3);
        QCOMPARE(run.error.count(QLatin1Char('\n')), 1);
    }

    // That of the environment leads to the web, not to a node.
    void noProxyStandsBetween_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"status", "watch --count 1", "behaviors", "faults", "nudge"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void noProxyStandsBetween()
    {
        QFETCH(QString, command);
        QTcpServer silent; // a proxy that takes every request and answers none
        QVERIFY(silent.listen(QHostAddress::LocalHost, 0));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"})
            environment.insert(QString::fromLatin1(name),
                               QStringLiteral("http://127.0.0.1:%1").arg(silent.serverPort()));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(ctlProgram(), to(qPrintable(command)));
        const ProgramRun run = ended(process);
        QCOMPARE(run.error, QString());
        QCOMPARE(run.status, 0);
        QVERIFY(!silent.hasPendingConnections());
    }

    // Some of these fail before there is an event loop, some while it turns.
    void whatCannotBeReachedEndsEveryCommand_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("no port") << QStringLiteral("http://127.0.0.1:0");
        QTest::newRow("no host") << QStringLiteral("http://nowhere.invalid");
        QTest::newRow("no TLS") << QStringLiteral("https://127.0.0.1:%1").arg(m_asked.listening.url.port());
        QTest::newRow("no live feed")
            << QStringLiteral("http://127.0.0.1:%1/elsewhere").arg(m_asked.listening.url.port());
    }
    void whatCannotBeReachedEndsEveryCommand()
    {
        QFETCH(QString, url);
        for (const char *command : {"status", "watch", "nudge"}) {
            const ProgramRun refused = runCtl({QString::fromLatin1(command), QStringLiteral("--url"), url});
            QVERIFY2(refused.status == 3 || refused.status == 1, command);
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
        row("watch --count 0");
        row("set-behavior");
        row("set-behavior A B");
        row("chaos");
        row("chaos perhaps");
        row("chaos on --seconds 5");
        row("nudge harder");
        row("nudge --try-again");
        row("status --node first");
        row("fault");
        row("fault freeze-node --seconds 0");
        row("fault freeze-node --seconds long");
        row("fault freeze-node --node=");
        row("nudge --token-file=");
    }
    void badUsageIsTwo()
    {
        QFETCH(QStringList, arguments);
        const ProgramRun refused = runCtl(arguments);
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.error.endsWith(QLatin1String("See everbouncectl --help.\n")));
    }

    void helpAndVersion()
    {
        const ProgramRun help = runCtl({QStringLiteral("--help")});
        QCOMPARE(help.status, 0);
        for (const char *said :
             {"--seconds", "set-behavior NAME", "http://127.0.0.1:4000", "3 no node answers"})
            QVERIFY2(help.output.contains(QLatin1String(said)), said);
        QCOMPARE(runCtl({QStringLiteral("--version")}).output,
                 QStringLiteral("everbouncectl " EVERBOUNCE_VERSION "\n"));
    }
};

QTEST_GUILESS_MAIN(TestCtl)
#include "tst_ctl.moc"
