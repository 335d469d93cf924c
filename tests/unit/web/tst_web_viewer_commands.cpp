// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"

#include <QDateTime>
#include <QJsonArray>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the live feed to viewers that command, and of what it says about commands.
class TestWebViewerCommands : public QObject
{
    Q_OBJECT

private:
    static EventView event(quint64 id, const char *text, std::chrono::milliseconds ago)
    {
        return {id, QDateTime::currentMSecsSinceEpoch() - ago.count(), EventView::Level::Info,
                QString::fromLatin1(text), QStringLiteral("first")};
    }

private Q_SLOTS:
    void aCommandIsAnsweredToItsViewerAlone()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        Watcher other(liveOf(served.listening.url));
        QTRY_VERIFY(viewer.messages.size() >= 4 && other.messages.size() >= 4);
        QCOMPARE(viewer.of("hello")[0][QStringLiteral("may_command")].toBool(), true);
        viewer.say(R"({"type":"command","id":"7-a","command":"nudge"})");
        QTRY_COMPARE(viewer.of("ack").size(), 1);
        QCOMPARE(viewer.of("ack")[0], (QJsonObject{{QStringLiteral("type"), QStringLiteral("ack")},
                                                   {QStringLiteral("id"), QStringLiteral("7-a")},
                                                   {QStringLiteral("term"), 0},
                                                   {QStringLiteral("revision"), 2},
                                                   {QStringLiteral("copies"), 0}}));
        QTRY_COMPARE(other.of("cluster").last()[QStringLiteral("revision")].toInt(), 2);
        QVERIFY(other.of("ack").isEmpty());
        viewer.say(R"({"type":"command","id":"7-b","command":"behavior","name":"Unheard","try_again":true})");
        QTRY_COMPARE(viewer.of("problem").size(), 1);
        QCOMPARE(viewer.of("problem")[0][QStringLiteral("id")].toString(), QStringLiteral("7-b"));
        QCOMPARE(viewer.of("problem")[0][QStringLiteral("status")].toInt(), 422);
        QCOMPARE(viewer.of("problem")[0][QStringLiteral("detail")].toString(),
                 QStringLiteral("Unheard is not on this node."));
        viewer.say(
            R"({"type":"command","id":"7-c","command":"fault","fault":"freeze-node","node":"first","seconds":2})");
        QTRY_COMPARE(viewer.of("ack").size(), 2);
        QCOMPARE(served.node.commands().last(),
                 Command::injectFault({Fault::FreezeNode, NodeId{0xabc}, 2000ms}));
    }

    void aNumberIsAnIdToo()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        QTRY_COMPARE_GE(viewer.messages.size(), 4);
        viewer.say(R"({"type":"command","id":0,"command":"nudge"})");
        viewer.say(R"({"type":"command","id":9007199254740992,"command":"nudge"})");
        viewer.say(R"({"type":"command","id":"0","command":"nudge"})"); // another one
        QTRY_COMPARE(viewer.of("ack").size(), 3);
        QCOMPARE(viewer.of("ack")[0][QStringLiteral("id")], QJsonValue(0));
        QCOMPARE(viewer.of("ack")[1][QStringLiteral("id")], QJsonValue(qint64(9'007'199'254'740'992)));
        QCOMPARE(viewer.of("ack")[2][QStringLiteral("id")], QJsonValue(QStringLiteral("0")));
        QCOMPARE(served.node.commands().size(), 3);
        viewer.say(R"({"type":"command","id":7,"command":"behavior","name":"Unheard"})");
        QTRY_COMPARE(viewer.of("problem").size(), 1);
        QCOMPARE(viewer.of("problem")[0][QStringLiteral("id")], QJsonValue(7));
        for (const char *id : {"-1", "1.5", "9007199254740994", "true", "[1]"})
            viewer.say(QByteArray(R"({"type":"command","command":"nudge","id":)") + id + '}');
        QTRY_COMPARE(viewer.of("problem").size(), 6);
        for (qsizetype i = 1; i < 6; ++i)
            QVERIFY(viewer.of("problem")[i][QStringLiteral("id")].isNull());
    }

    void aViewerIsToldWhereALoadBalancerShowsTheCluster()
    {
        ServedNode served({}, {.publicUrls = {QUrl(QStringLiteral("https://ball.example")),
                                              QUrl(QStringLiteral("http://box.example:81/ball?x=1"))}});
        Watcher viewer(liveOf(served.listening.url));
        QTRY_COMPARE_GE(viewer.messages.size(), 1);
        QCOMPARE(viewer.of("hello")[0][QStringLiteral("public_urls")].toArray(),
                 QJsonArray({QStringLiteral("https://ball.example/"),
                             QStringLiteral("http://box.example:81/ball/")}));
    }

    void whoComesFromElsewhereNeedsTheToken()
    {
        ServedNode served({}, {.operatorToken = "a-token-of-more-than-16"});
        Watcher viewer(liveOf(served.listening.url), {{"X-Forwarded-For", "192.0.2.9"}});
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        QCOMPARE(viewer.of("hello")[0][QStringLiteral("may_command")].toBool(true), false);
        viewer.say(R"({"type":"command","id":"1","command":"nudge"})");
        viewer.say(R"({"type":"command","id":"2","command":"nudge","token":"a-token-of-more-than-17"})");
        viewer.say(R"({"type":"command","id":"3","command":"nudge","token":"a-token-of-more-than-16"})");
        QTRY_COMPARE(viewer.of("ack").size(), 1);
        QCOMPARE(viewer.of("ack")[0][QStringLiteral("id")].toString(), QStringLiteral("3"));
        QCOMPARE(viewer.of("problem").size(), 2);
        QCOMPARE(viewer.of("problem")[1][QStringLiteral("status")].toInt(), 401);
        QCOMPARE(served.node.commands().size(), 1);
    }

    void whatIsNoCommandIsAProblemOrNothing()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        viewer.say(R"({"type":"unheard-of"})"); // of a later version, perhaps
        viewer.say("not JSON");
        viewer.say(R"({"type":"command","command":"nudge"})");
        viewer.say(R"({"type":"command","id":"a b","command":"nudge"})");
        QTRY_COMPARE(viewer.of("problem").size(), 3);
        for (const QJsonObject &problem : viewer.of("problem")) {
            QVERIFY(problem[QStringLiteral("id")].isNull());
            QCOMPARE(problem[QStringLiteral("status")].toInt(), 400);
        }
        viewer.say(R"({"type":"command","id":"x","command":"dance"})");
        QTRY_COMPARE(viewer.of("problem").size(), 4);
        QCOMPARE(viewer.of("problem").last()[QStringLiteral("id")].toString(), QStringLiteral("x"));
        QVERIFY(served.node.commands().isEmpty());
    }

    void tooManyCommandsAreRefusedAndTooManyMessagesEndIt()
    {
        ServedNode served({.connection = {.frames = {.rate = {10, 0.1}}}, .commands = {.each = {2, 0.1}}});
        Watcher viewer(liveOf(served.listening.url));
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        for (int i = 0; i < 3; ++i)
            viewer.say(R"({"type":"command","id":"same","command":"nudge"})");
        QTRY_COMPARE(viewer.of("problem").size(), 1);
        QCOMPARE(viewer.of("problem")[0][QStringLiteral("status")].toInt(), 429);
        for (int i = 0; i < 8; ++i)
            viewer.say("{}");
        QTRY_VERIFY(viewer.isClosed());
        QCOMPARE(viewer.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    }

    void aViewerThatIsGoneIsNoHarm()
    {
        ServedNode served;
        served.node.blockSignals(true);
        {
            Watcher viewer(liveOf(served.listening.url));
            QTRY_VERIFY(viewer.isOpen());
            viewer.say(R"({"type":"command","id":"gone","command":"nudge"})");
            QTRY_COMPARE(served.node.commands().size(), 1);
        }
        QTRY_COMPARE(served.gateway.connectionCount(), 0);
        served.node.blockSignals(false);
        Q_EMIT served.node.executed(QStringLiteral("gone"), CommandResult::done(7));
        Watcher next(liveOf(served.listening.url));
        QTRY_COMPARE_GE(next.messages.size(), 5);
    }

    void theClusterMessageTellsWhatCanBeSelected()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        ClusterView view = served.node.cluster();
        view.onTrial = true;
        view.lastGood = QStringLiteral("MirrorJump");
        view.behaviors = {{.name = QStringLiteral("Gravity"),
                           .source = BehaviorSource::Script,
                           .isNew = true,
                           .quarantined = true,
                           .problem = QStringLiteral("It threw."),
                           .nodes = {QStringLiteral("first"), QStringLiteral("second")}}};
        served.node.publish(view);
        QTRY_VERIFY(!viewer.of("cluster").isEmpty() &&
                    viewer.of("cluster").last()[QStringLiteral("on_trial")].toBool());
        const QJsonObject cluster = viewer.of("cluster").last();
        QCOMPARE(cluster[QStringLiteral("last_good")].toString(), QStringLiteral("MirrorJump"));
        const QByteArray behaviors =
            QJsonDocument(cluster[QStringLiteral("behaviors")].toArray()).toJson(QJsonDocument::Compact);
        QCOMPARE(behaviors, QByteArray(R"([{"description":"","from":null,"made_to_fail":false,)"
                                       R"("name":"Gravity","new":true,"nodes":["first","second"],)"
                                       R"("problem":"It threw.","quarantined":true,"source":"script"}])"));
    }

    void viewersAreToldByNode()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        served.node.addNode(NodeId{2}, QStringLiteral("other"),
                            QUrl(QStringLiteral("http://127.0.0.1:4009/")));
        const QJsonObject expected{{QStringLiteral("0000000000000abc"), 1},
                                   {QStringLiteral("0000000000000002"), 0}};
        QTRY_VERIFY(!viewer.of("viewers").isEmpty() &&
                    viewer.of("viewers").last()[QStringLiteral("nodes")].toObject() == expected);
    }

    void aListTakenOverIsNoNewsButWhatIsNewInIt()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        const EventView known = event(1, "known", 100ms);
        Q_EMIT served.node.eventHappened(known);
        QTRY_COMPARE(viewer.of("event").size(), 1);
        EventView renumbered = known;
        renumbered.id = 12;
        Q_EMIT served.node.eventsReplaced({event(10, "long ago", 1h), event(11, "a minute ago", 60s),
                                           renumbered, event(13, "just now", 200ms)});
        QTRY_COMPARE(viewer.of("event").size(), 2);
        QCOMPARE(viewer.of("event")[1][QStringLiteral("text")].toString(), QStringLiteral("just now"));
        Watcher late(liveOf(served.listening.url));
        QTRY_COMPARE(late.of("event").size(), 2); // the recent ones, once each
        Q_EMIT served.node.eventHappened(event(14, "next", 0ms));
        QTRY_COMPARE(viewer.of("event").size(), 3);
        WireClient client(served.port());
        client.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(QJsonDocument::fromJson(client.next().body).array().size(), 5);
    }
};

QTEST_GUILESS_MAIN(TestWebViewerCommands)
#include "tst_web_viewer_commands.moc"
