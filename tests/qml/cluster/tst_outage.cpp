// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "gui/cluster/OutageModel.h"
#include "tests/qml/Desktop.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// A cluster that is dead looks so in the window too, and comes back by itself.
class TestOutage : public QObject
{
    Q_OBJECT

    /// How colourful the ball's middle is, from 0 to 255.
    static int ballsColor(const Desktop &desktop)
    {
        const QPoint middle = Desktop::rect(desktop.item("ball")).center().toPoint();
        const QRect around(middle - QPoint(4, 4), QSize(9, 9));
        const QImage seen =
            desktop.window.window()->grabWindow().copy(around).convertToFormat(QImage::Format_RGB32);
        int most = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) {
                const QColor color = seen.pixelColor(x, y);
                const auto [least, greatest] = std::minmax({color.red(), color.green(), color.blue()});
                most = std::max(most, greatest - least);
            }
        }
        return most;
    }

private Q_SLOTS:
    void aStandingBallIsToldOfAfterAWhile()
    {
        FakeNode node;
        FlightModel flight;
        connect(&node, &FakeNode::flightChanged, &flight, &FlightModel::setView);
        OutageModel outage;
        outage.look(monotonicNow());
        QCOMPARE(outage.what(), QString());
        outage.watch(&flight);
        node.start();
        node.stand();
        const Nanoseconds end = monotonicNow() + 10s; // behind the end of its track
        outage.look(end);
        outage.look(end + OutageModel::patience - 1ms);
        QCOMPARE(outage.what(), QString());
        outage.look(end + OutageModel::patience);
        QCOMPARE(outage.what(), QStringLiteral("No node flies the ball"));
        QVERIFY(outage.since().startsWith(QLatin1String("since ")));
        outage.look(monotonicNow());
        QCOMPARE(outage.what(), QString());
    }

    void theWindowSaysSoAcrossTheSceneAndWhatCannotWorkLooksSo()
    {
        Desktop desktop(flyingFromNow());
        QVERIFY(!desktop.error);
        desktop.resize({1280, 720});
        QVERIFY(!desktop.item("outage")->isVisible());
        desktop.cluster.run([](FakeNode &node) { node.stand(); });
        QTRY_VERIFY_WITH_TIMEOUT(desktop.item("outage")->isVisible(), 20'000);
        const QRectF box = desktop.scene()->mapRectToScene(desktop.scene()->boxRect());
        const QRectF sign = Desktop::rect(desktop.item("outage"));
        QVERIFY(box.contains(sign) && sign.width() >= box.width() - 1);
        QTRY_VERIFY(ballsColor(desktop) < 8);
        QVERIFY(!desktop.item("nudge")->isEnabled());
        QVERIFY(!desktop.item("behavior:RandomRebound")->isEnabled());
        QVERIFY(desktop.item("fault:step-down")->isEnabled());
        desktop.activate();
        desktop.press(Qt::Key_N);
        QCOMPARE(desktop.commands().size(), 0);
        desktop.cluster.run([](FakeNode &node) { node.nudge(4, 3); });
        QTRY_VERIFY(!desktop.item("outage")->isVisible());
        QVERIFY(desktop.item("nudge")->isEnabled());
        desktop.cluster.run([](FakeNode &node) { node.fly(standingAt(0)); });
        QTRY_VERIFY(ballsColor(desktop) > 60);
    }
};

QTEST_MAIN(TestOutage)
#include "tst_outage.moc"
