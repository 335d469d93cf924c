// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/app/CtlFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of everbouncectl's commands and lists.
class TestCtlCommands : public QObject
{
    Q_OBJECT

private:
    /// The value of a request's header, whatever the case of its name (Qt 6.8 sends them in lower case).
    static QByteArray headerOf(const QByteArray &request, const QByteArray &name)
    {
        for (const QByteArray &line : request.split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
                return line.mid(colon + 1).trimmed();
        }
        return {};
    }

    static QJsonObject object(const ProgramRun &run)
    {
        return QJsonDocument::fromJson(run.output.toUtf8()).object();
    }

private Q_SLOTS:
    void eachCommandReachesTheNode_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<Command>("expected");
        QTest::addColumn<QString>("said");
        QTest::newRow("nudge") << QByteArray("nudge") << Command::nudge()
                               << QStringLiteral("The ball was nudged. Revision 2.\n");
        QTest::newRow("behaviour") << QByteArray("set-behavior RandomRebound")
                                   << Command::setBehavior(QStringLiteral("RandomRebound"))
                                   << QStringLiteral("The ball now follows RandomRebound. Revision 2.\n");
        QTest::newRow("again") << QByteArray("set-behavior --try-again MirrorJump")
                               << Command::setBehavior(QStringLiteral("MirrorJump"), true)
                               << QStringLiteral("The ball now follows MirrorJump. Revision 2.\n");
        QTest::newRow("fault") << QByteArray("fault freeze-node --node second --seconds 1.5")
                               << Command::injectFault({Fault::FreezeNode, NodeId{2}, 1500ms})
                               << QStringLiteral("freeze-node is under way.\n");
        QTest::newRow("chaos on") << QByteArray("chaos on") << Command::setChaos(true)
                                  << QStringLiteral("Chaos is on, for ten minutes at most.\n");
        QTest::newRow("chaos off") << QByteArray("chaos off") << Command::setChaos(false)
                                   << QStringLiteral("Chaos is off.\n");
    }
    void eachCommandReachesTheNode()
    {
        QFETCH(QByteArray, words);
        QFETCH(Command, expected);
        AskedNode asked;
        const ProgramRun run = runCtl(asked.to(words.constData()));
        QCOMPARE(run.error, QString());
        QCOMPARE(run.status, 0);
        QTEST(run.output, "said");
        QCOMPARE(asked.node.commands(), QList<Command>{expected});
    }

    void aRefusalIsOneSentenceOrTheProblem()
    {
        AskedNode asked;
        const ProgramRun people = runCtl(asked.to("set-behavior Unheard"));
        QCOMPARE(people.status, 1);
        QCOMPARE(people.output, QString());
        QVERIFY2(people.error.endsWith(QLatin1String(" refused (422): Unheard is not on this node.\n")),
                 qPrintable(people.error));
        const ProgramRun program = runCtl(asked.to("set-behavior Unheard --json"));
        QCOMPARE(program.status, 1);
        QCOMPARE(program.error, QString());
        QCOMPARE(object(program)[QStringLiteral("status")].toInt(), 422);
    }

    /// A kill that is thought to last five seconds is another wish.
    void aLengthForAFaultThatHasNoneIsASlip()
    {
        AskedNode asked;
        const ProgramRun run = runCtl(asked.to("fault kill-node --seconds 5"));
        QCOMPARE(run.status, 2);
        QCOMPARE(run.error, QStringLiteral("kill-node has no length: leave out --seconds.\n"));
        QVERIFY(asked.node.commands().isEmpty());
    }

    void asJsonEveryErrorIsADocument()
    {
        AskedNode asked;
        QCOMPARE(object(runCtl(asked.to("nudge --json")))[QStringLiteral("revision")].toInt(), 2);
        const ProgramRun usage = runCtl(asked.to("nudge harder --json"));
        QCOMPARE(usage.status, 2);
        QCOMPARE(object(usage)[QStringLiteral("title")].toString(), QStringLiteral("Bad usage"));
        const ProgramRun unknown = runCtl(asked.to("nudge --json --loud"));
        QCOMPARE(unknown.status, 2);
        QVERIFY(!object(unknown).isEmpty());
        const AbsentPage absent;
        const ProgramRun nobody = runCtl({QStringLiteral("nudge"), QStringLiteral("--json"),
                                          QStringLiteral("--url"), absent.url().toString()});
        QCOMPARE(nobody.status, 3);
        QCOMPARE(nobody.error, QString());
        QCOMPARE(object(nobody)[QStringLiteral("title")].toString(), QStringLiteral("No node answers"));
    }

    void theTokenGoesAlong()
    {
        // Nobody who has it needs it on this machine, so it is looked at on its way.
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("a-token-of-more-than-16\n") > 0 && file.flush());
        QTcpServer node;
        QVERIFY(node.listen(QHostAddress::LocalHost, 0));
        QByteArray request;
        connect(&node, &QTcpServer::newConnection, &node, [&] {
            QTcpSocket *socket = node.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &request] {
                request += socket->readAll();
                if (!request.endsWith("{}"))
                    return;
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 25\r\nConnection: close\r\n\r\n"
                              "{\"ok\":true,\"revision\":12}");
                socket->disconnectFromHost();
            });
        });
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(node.serverPort());
        const ProgramRun run = runCtl({QStringLiteral("nudge"), QStringLiteral("--url"), url,
                                       QStringLiteral("--token-file"), file.fileName()});
        QCOMPARE(run.status, 0);
        QCOMPARE(headerOf(request, "Authorization"), QByteArray("Bearer a-token-of-more-than-16"));
        const ProgramRun none = runCtl(
            {QStringLiteral("nudge"), QStringLiteral("--token-file"), QStringLiteral("/nowhere/token")});
        QCOMPARE(none.status, 1);
        QVERIFY(none.error.contains(QLatin1String("/nowhere/token")));
    }

    void behavioursAndFaultsAreListed()
    {
        AskedNode asked;
        ClusterView view = asked.node.cluster();
        view.behaviors[1].quarantined = true;
        view.behaviors[1].problem = QStringLiteral("It threw.");
        view.behaviors[1].nodes = {QStringLiteral("first"), QStringLiteral("second")};
        asked.node.publish(view);
        const QString behaviors = runCtl(asked.to("behaviors")).output;
        QVERIFY2(behaviors.contains(QLatin1String("*  MirrorJump     builtin")), qPrintable(behaviors));
        QVERIFY2(behaviors.contains(QLatin1String("first, second  In quarantine. It threw.\n")),
                 qPrintable(behaviors));
        QCOMPARE(object(runCtl(asked.to("behaviors --json")))[QStringLiteral("behaviors")].toArray().size(),
                 2);
        QCOMPARE(runCtl(asked.to("behaviors --names")).output, QStringLiteral("MirrorJump\nRandomRebound\n"));
        QCOMPARE(runCtl(asked.to("status --names")).output, QStringLiteral("first\nsecond\n"));
        const QString faults = runCtl(asked.to("faults")).output;
        QVERIFY2(faults.contains(QLatin1String("freeze-node    5 s    The whole process stops")),
                 qPrintable(faults));
        QCOMPARE(runCtl(AskedNode({.faults = false}).to("faults")).output,
                 QStringLiteral("Faults are switched off at this node (--faults off).\n"));
        const QByteArray json = runCtl(asked.to("faults --json")).output.toUtf8();
        QCOMPARE(QJsonDocument::fromJson(json).array().size(), offeredFaults(true, {}).size());
    }

    void namesOfOthersDoNothingToATerminal()
    {
        AskedNode asked;
        const QString wild = QStringLiteral("evil\x1b[2J\u009b1m\u202e");
        asked.node.addNode(NodeId{3}, wild, QUrl(QStringLiteral("http://127.0.0.1:4010/")));
        const QString shown = runCtl(asked.to("status")).output;
        QVERIFY2(shown.contains(QLatin1String("@evil?[2J?1m? ")), qPrintable(shown));
        const ProgramRun json = runCtl(asked.to("status --json"));
        for (const char16_t c : {u'\x1b', u'\u009b', u'\u202e'})
            QVERIFY(!json.output.contains(QChar(c)));
        QCOMPARE(object(json)[QStringLiteral("cluster")][QStringLiteral("nodes")][2][QStringLiteral("name")]
                     .toString(),
                 wild);
        QVERIFY(!runCtl(asked.to("status --names")).output.contains(QLatin1String("evil")));
    }

    void whatOthersToldOfAFailoverDoesNothingEither()
    {
        // A node of another build, say, that lets such texts through.
        const QByteArray story = R"({"term":7,"headline":"by evil\u001b[2J","missing":["\u001b]0;x\u0007"],)"
                                 R"("lines":[{"ms":1,"text":"\u009b1m"}]})";
        QTcpServer node;
        QVERIFY(node.listen(QHostAddress::LocalHost, 0));
        connect(&node, &QTcpServer::newConnection, &node, [&] {
            QTcpSocket *socket = node.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
                          QByteArray::number(story.size()) + "\r\n\r\n" + story);
            socket->disconnectFromHost();
        });
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(node.serverPort());
        const QString shown =
            runCtl({QStringLiteral("failover"), QStringLiteral("7"), QStringLiteral("--url"), url}).output;
        QVERIFY2(shown.contains(QLatin1String("by evil?[2J\n")), qPrintable(shown));
        for (const char16_t c : {u'\x1b', u'\u009b', u'\u0007'})
            QVERIFY(!shown.contains(QChar(c)));
    }
};

QTEST_GUILESS_MAIN(TestCtlCommands)
#include "tst_ctl_commands.moc"
