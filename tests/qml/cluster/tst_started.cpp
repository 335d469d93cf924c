// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Desktop.h"

#include "engine/node/view/StartedNodesInterface.h"

using namespace everbounce;

namespace {

/// Starts nothing, and notes what it was asked for.
class FakeStarter final : public StartedNodesInterface
{
public:
    void startNode() override { asked << QStringLiteral("start"); }
    void endNode(int number) override { asked << QStringLiteral("end %1").arg(number); }
    void keepNode(int number, bool stays) override
    {
        asked << QStringLiteral("keep %1 %2").arg(number).arg(stays);
        view.nodes[number - 1].stays = stays;
        tell();
    }
    void requestView() override { tell(); }
    void tell() { Q_EMIT changed(view); }

    StartedNodesView view{{}, 8};
    QStringList asked;
};

} // namespace

/// Promises of the window where further nodes are started from it, and where it is the last one.
class TestStarted : public QObject
{
    Q_OBJECT

private:
    /// A window over a node of a cluster of so many, from which others can be started.
    struct Started : Desktop
    {
        FakeStarter starter;

        explicit Started(int nodes)
            : Desktop(standingAt(0))
        {
            window.attach(&starter);
            show(nodes);
        }
        void show(int nodes)
        {
            cluster.run([&](FakeNode &node) {
                ClusterView view = threeNodes();
                view.nodes.resize(nodes);
                view.lease.holder = view.self;
                node.publish(view);
            });
        }
        /// The second node of the cluster is one that was started here.
        void startOne()
        {
            starter.view.nodes = {{.number = 1,
                                   .id = toString(threeNodes().nodes.at(1).id),
                                   .name = QStringLiteral("beta:4000")}};
            starter.tell();
        }
        StartedNodesModel *model() const
        {
            return window.window()->property("models").value<Console *>()->started;
        }
    };

private Q_SLOTS:
    void oneIsStartedByTheButtonAndByTheMenu()
    {
        Started desktop(1);
        desktop.activate();
        QTRY_VERIFY(desktop.item("startNode") && desktop.item("startNode")->isVisible());
        QTRY_VERIFY(desktop.item("startNode")->property("filled").toBool());
        desktop.settle();
        desktop.click(desktop.item("startNode"));
        QCOMPARE(desktop.starter.asked, QStringList(QStringLiteral("start")));
        desktop.click(desktop.item("menu"));
        QTRY_VERIFY(desktop.item("menu:startNode"));
        desktop.settle();
        desktop.click(desktop.item("menu:startNode"));
        QTRY_COMPARE(desktop.starter.asked.size(), 2);
    }

    void beforeManyTheButtonIsSmall()
    {
        Started desktop(3);
        QTRY_VERIFY(desktop.item("startNode") && !desktop.item("startNode")->property("filled").toBool());
    }

    void whatWasStartedHereIsListedKeptAndEnded()
    {
        Started desktop(2);
        desktop.activate();
        desktop.startOne();
        QTRY_VERIFY(desktop.withText(QStringLiteral("beta:4000\nends with this window")));
        QTRY_VERIFY(desktop.withText(QStringLiteral("started here"))); // on its card
        desktop.settle();
        desktop.click(desktop.item("startedKeep:1"));
        QTRY_VERIFY(desktop.withText(QStringLiteral("beta:4000\nstays when this window closes")));
        QVERIFY(desktop.item("startedKeep:1")->property("checked").toBool());
        desktop.click(desktop.item("startedKeep:1"));
        QTRY_VERIFY(desktop.withText(QStringLiteral("beta:4000\nends with this window")));
        desktop.click(desktop.item("startedEnd:1"));
        QCOMPARE(desktop.starter.asked.last(), QStringLiteral("end 1"));
        desktop.starter.view.nodes.clear();
        desktop.starter.tell();
        QTest::mouseMove(desktop.window.window(), {5, 5});
        QTRY_VERIFY(!desktop.item("started:1"));
    }

    void nothingMovesBelowThePointer()
    {
        Started desktop(2);
        desktop.activate();
        desktop.resize({1280, 800});
        desktop.starter.view.nodes = {
            {.number = 1, .id = QStringLiteral("1"), .name = QStringLiteral("one")},
            {.number = 2, .id = QStringLiteral("2"), .name = QStringLiteral("two")}};
        desktop.starter.tell();
        QTRY_VERIFY(desktop.item("startedEnd:2"));
        desktop.settle();
        const auto place = [&] { return Desktop::rect(desktop.item("startedEnd:2")).center(); };
        const QPointF before = place();
        desktop.click(desktop.item("startedKeep:1")); // it says something longer then
        QTRY_VERIFY(desktop.withText(QStringLiteral("one\nstays when this window closes")));
        desktop.settle();
        QCOMPARE(place(), before);
        desktop.starter.view.nodes.removeFirst();
        desktop.starter.tell();
        QTRY_VERIFY(desktop.withText(QStringLiteral("one\nhas ended")));
        QVERIFY(!desktop.item("startedEnd:1")->isEnabled());
        desktop.settle();
        QCOMPARE(place(), before);
        desktop.show(3); // there is a row of cards more, above
        desktop.settle();
        QTRY_COMPARE(place(), before);
        QTest::mouseMove(desktop.window.window(), {5, 5});
        QTRY_VERIFY(!desktop.item("started:1"));
    }

    void whereThereAreAsManyAsCanBeItSaysSo()
    {
        Started desktop(1);
        desktop.starter.view.most = 1;
        desktop.startOne();
        QTRY_VERIFY(desktop.item("startedMost")->isVisible());
        QVERIFY(!desktop.item("startNode")->isEnabled());
    }

    void whatCouldNotBeStartedIsSaid()
    {
        Started desktop(1);
        Q_EMIT desktop.starter.failed(StartedNodesInterface::Problem::Ended,
                                      QStringLiteral("No port is free."));
        QTRY_VERIFY(
            desktop.withText(QStringLiteral("The node that was started here has ended: No port is free.")));
        Q_EMIT desktop.starter.failed(StartedNodesInterface::Problem::Missing, QStringLiteral("/usr/bin"));
        QTRY_VERIFY(
            desktop.withText(QStringLiteral("No node can be started: the program everbounced is missing in "
                                            "/usr/bin. Install the package everbounced.")));
    }

    void whereOthersAreTheWindowQuitsAtOnce()
    {
        Started desktop(2);
        QTRY_VERIFY(desktop.item("startNode"));
        QTRY_VERIFY(!desktop.model()->isLast());
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        desktop.window.window()->close();
        QCOMPARE(closed.count(), 1);
    }

    void whereItIsTheLastItSaysWhatQuittingMeans()
    {
        Started desktop(1);
        desktop.activate();
        QTRY_VERIFY(desktop.model()->isLast());
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        QVERIFY(!desktop.window.window()->close());
        QTRY_VERIFY(desktop.withText(QStringLiteral("The ball ends here")));
        QVERIFY(desktop.withText(QStringLiteral("No other node is left.")));
        desktop.press(Qt::Key_Escape);
        QTRY_VERIFY(!desktop.withText(QStringLiteral("The ball ends here")));
        QCOMPARE(closed.count(), 0);
        desktop.press(Qt::Key_Q, Qt::ControlModifier);
        QTRY_VERIFY(desktop.withText(QStringLiteral("The ball ends here")));
        QCOMPARE(closed.count(), 0);
        desktop.press(Qt::Key_Q, Qt::ControlModifier); // once more means it
        QTRY_COMPARE(closed.count(), 1);
    }

    void theButtonThereQuits()
    {
        Started desktop(1);
        desktop.activate();
        QTRY_VERIFY(desktop.model()->isLast());
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        desktop.window.window()->close();
        QTRY_VERIFY(desktop.item("quitForGood") && desktop.item("quitForGood")->isVisible());
        desktop.settle();
        desktop.click(desktop.item("quitForGood"));
        QTRY_COMPARE(closed.count(), 1);
    }

    void nodesThatEndWithItDoNotCount()
    {
        Started desktop(2);
        desktop.activate();
        desktop.startOne();
        QTRY_VERIFY(desktop.model()->isLast());
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        desktop.window.window()->close();
        QTRY_VERIFY(desktop.withText(
            QStringLiteral("No other node is left: those that were started here end with this window.")));
        desktop.settle();
        desktop.click(desktop.item("quitAndKeep"));
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(desktop.starter.asked.contains(QStringLiteral("keep 1 1")));
        QVERIFY(!desktop.model()->isLast());
    }

    void onAWallNothingIsAsked()
    {
        Desktop desktop(standingAt(0), {}, true);
        desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            view.nodes.resize(1);
            node.publish(view);
        });
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        QVERIFY(desktop.window.window()->close());
        QCOMPARE(closed.count(), 1);
    }
};

QTEST_MAIN(TestStarted)
#include "tst_started.moc"
