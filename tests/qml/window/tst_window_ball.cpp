// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "gui/scene/BallItem.h"
#include "tests/qml/Desktop.h"

#include <QQuickPaintedItem>

#include <cmath>
#include <utility>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

/// Something that takes long to be painted, as all does on a busy machine.
class SlowItem : public QQuickPaintedItem
{
public:
    using QQuickPaintedItem::QQuickPaintedItem;

    void paint(QPainter *) override
    {
        const Nanoseconds begun = monotonicNow();
        while (monotonicNow() < begun + 20ms) {
        }
        paintedAt = monotonicNow();
    }

    Nanoseconds paintedAt{0};
};

} // namespace

/// Promises of the ball in the window: where it is drawn, pixels included, and that nothing hides it.
class TestWindowBall : public QObject
{
    Q_OBJECT

    /// The centre of the difference between two pictures, in their pixels; nothing if they are the same.
    static std::optional<QPointF> centreOfDifference(const QImage &one, const QImage &other)
    {
        QPointF sum;
        int count = 0;
        for (int y = 0; y < one.height(); ++y) {
            for (int x = 0; x < one.width(); ++x) {
                if (one.pixel(x, y) == other.pixel(x, y))
                    continue;
                sum += QPointF(x + 0.5, y + 0.5);
                ++count;
            }
        }
        return count ? std::optional(sum / count) : std::nullopt;
    }

    /// Where the ball is in the window's picture, in logical pixels.
    static std::optional<QPointF> ballInPicture(const Desktop &desktop)
    {
        const QImage with = desktop.window.window()->grabWindow();
        desktop.item("ball")->setOpacity(0);
        const QImage without = desktop.window.window()->grabWindow();
        desktop.item("ball")->setOpacity(1);
        const auto centre = centreOfDifference(with, without);
        return centre ? std::optional(*centre * desktop.window.window()->width() / with.width())
                      : std::nullopt;
    }

    /// Waits until the picture shows the ball at the place where the flight stands still.
    static void waitForBallAt(const Desktop &desktop, const Position &position)
    {
        QTRY_VERIFY(desktop.scene()->drawn() && desktop.item("ball")->isVisible());
        std::optional<QPointF> seen;
        const auto isThere = [&] {
            const QRectF box = desktop.scene()->boxRect();
            const QPointF wanted = desktop.scene()->mapToScene(
                {box.x() + box.width() * position.x / 800, box.y() + box.height() * position.y / 400});
            seen = ballInPicture(desktop);
            const QPointF off = seen.value_or(QPointF(-99, -99)) - wanted;
            return std::hypot(off.x(), off.y()) <= 1; // without subpixels: at the nearest pixel
        };
        QTRY_VERIFY2(isThere(),
                     seen ? qPrintable(QStringLiteral("%1 %2").arg(seen->x()).arg(seen->y())) : "no ball");
    }

    /// When the ball is in the corner where alerts are.
    static double tickInAlertsCorner()
    {
        double tick = 0;
        while (FakeNode::flightAt(tick).x < 740 || FakeNode::flightAt(tick).y < 370)
            ++tick;
        return tick;
    }

private Q_SLOTS:
    void theBallIsDrawnWhereTheFlightIs()
    {
        const Desktop desktop(flyingFromNow());
        QVERIFY(!desktop.error);
        QSignalSpy frames(desktop.scene(), &SceneItem::framePresented);
        double last = -1;
        for (int i = 0; i < 100; ++i) {
            QVERIFY(frames.wait());
            const DrawnBall ball = frames.last().at(0).value<PresentedFrame>().ball;
            QCOMPARE(ball.position, FakeNode::flightAt(ball.tick));
            QVERIFY(ball.tick >= last);
            last = ball.tick;
        }
        QVERIFY(last > 0);
    }

    void whereAFrameTakesLongTheBallIsPlacedAtItsEnd()
    {
        const TickMapping clock = flyingFromNow();
        const Desktop desktop(clock);
        QVERIFY(!desktop.error);
        SlowItem slow(desktop.scene());
        slow.setSize({10, 10});
        QSignalSpy frames(desktop.scene(), &SceneItem::framePresented);
        QTRY_VERIFY(frames.size() > 20); // it is known how long a frame usually takes
        bool isSlow = false;
        connect(desktop.item("ball"), &QQuickItem::xChanged, &slow, [&] { // for the same frame
            if (std::exchange(isSlow, false))
                slow.update();
        });
        int placed = 0;
        for (int i = 0; i < 10; ++i) {
            const Nanoseconds before = slow.paintedAt;
            const qsizetype next = frames.size();
            isSlow = true;
            QTRY_VERIFY(slow.paintedAt > before && frames.size() > next);
            const DrawnBall ball = frames.at(next).at(0).value<PresentedFrame>().ball;
            QCOMPARE(ball.position, FakeNode::flightAt(ball.tick));
            placed += ball.tick >= clock.tickAt(slow.paintedAt);
            QTRY_VERIFY(frames.size() > next + 5);
        }
        QVERIFY2(placed >= 5,
                 qPrintable(QString::number(placed))); // but where the machine stood still for long
    }

    void theBallIsPaintedWhereItIsShiftedTo()
    {
        QQuickWindow window;
        window.resize(200, 100);
        QPointF shift;
        BallItem ball([&] { return std::optional(shift); }, window.contentItem());
        ball.setElement(QStringLiteral("ball"));
        ball.setSize({40, 40});
        ball.setReach(30);
        ball.place({20, 20});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto seenAt = [&](const QPointF &wanted) {
            ball.setVisible(false);
            const QImage without = window.grabWindow();
            ball.setVisible(true);
            const QImage with = window.grabWindow();
            const auto centre = centreOfDifference(with, without);
            const QPointF off = centre.value_or(QPointF()) * window.width() / with.width() - wanted;
            return std::hypot(off.x(), off.y()) <= 1;
        };
        QVERIFY(seenAt({40, 40}));
        shift = {30, -10};
        QVERIFY(seenAt({70, 30}));
        ball.place({120, 30}); // and leaves nothing behind
        shift = {-6, 4};
        QVERIFY(seenAt({134, 54}));
    }

    void theSceneIsPaintedAfterAllElse()
    {
        const Desktop desktop(standingAt(0));
        for (const QSize size : {QSize(1400, 800), QSize(900, 800), QSize(360, 640)}) {
            desktop.resize(size);
            const QQuickItem *item = desktop.scene();
            for (; item != desktop.window.window()->contentItem(); item = item->parentItem()) {
                const auto siblings = item->parentItem()->childItems();
                for (const QQuickItem *other : siblings) {
                    const auto place = [&](const QQuickItem *one) {
                        return std::pair(one->z(), siblings.indexOf(one));
                    };
                    const bool isSeen = other->isVisible() && !other->size().isEmpty();
                    QVERIFY2(!isSeen || place(other) <= place(item), qPrintable(other->objectName()));
                }
            }
        }
    }

    void theBallAsksForNoFramesBeyondTheAnimationsSteps()
    {
        const Desktop desktop(flyingFromNow());
        QVERIFY(!desktop.error);
        QSignalSpy withBall(desktop.scene(), &SceneItem::framePresented);
        QTRY_VERIFY(withBall.size() >= 20); // what happens once, at the beginning, is over
        QSignalSpy all(desktop.window.window(), &QQuickWindow::frameSwapped);
        const qsizetype before = withBall.size();
        QTRY_VERIFY(withBall.size() >= before + 60);
        QVERIFY2(all.size() <= 80, qPrintable(QString::number(all.size())));
    }

    void thePictureHasTheBallAtItsPlaceInTheBox_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("tick");
        for (const QSize size : {QSize(1240, 530), QSize(360, 640), QSize(763, 401), QSize(1300, 900)}) {
            for (const double tick : {0.0, 40.5, 217.25, 1234.0})
                QTest::addRow("%dx%d at tick %g", size.width(), size.height(), tick) << size << tick;
        }
    }
    void thePictureHasTheBallAtItsPlaceInTheBox()
    {
        QFETCH(QSize, size);
        QFETCH(double, tick);
        const Desktop desktop(standingAt(tick));
        desktop.window.window()->resize(size);
        QTRY_COMPARE(QSize(desktop.window.window()->contentItem()->size().toSize()), size);
        waitForBallAt(desktop, FakeNode::flightAt(tick));
        const QRectF box = desktop.scene()->boxRect();
        QVERIFY(std::abs(box.width() / box.height() - 2) < 1e-9); // the shape is kept
    }

    void noAlertHidesTheBall()
    {
        const double tick = tickInAlertsCorner();
        Desktop desktop(standingAt(tick));
        QTRY_VERIFY(desktop.scene()->drawn());
        desktop.tell(QStringLiteral("Something happened"));
        QTRY_VERIFY(desktop.item("alert"));
        const auto ball = [&] { return Desktop::rect(desktop.item("ball")).center(); };
        QTRY_VERIFY(Desktop::rect(desktop.item("alert")).contains(ball()));
        waitForBallAt(desktop, FakeNode::flightAt(tick));
        QVERIFY(desktop.item("alert")); // it was there meanwhile
    }

    void resizingKeepsTheBallsPlaceInTheBox()
    {
        const Desktop desktop(standingAt(100));
        QTRY_VERIFY(desktop.scene()->drawn());
        const auto place = [&] {
            const QQuickItem *ball = desktop.item("ball");
            const QRectF box = desktop.scene()->boxRect();
            const QPointF centre = ball->position() + QPointF(ball->width(), ball->height()) / 2;
            return (centre - box.topLeft()) * (800 / box.width());
        };
        for (const QSize size : {QSize(1000, 600), QSize(360, 600), QSize(800, 1000), QSize(2000, 500)}) {
            const QRectF before = desktop.scene()->boxRect();
            desktop.window.window()->resize(size);
            QTRY_VERIFY(desktop.scene()->boxRect() != before);
            const Position position = FakeNode::flightAt(100);
            const QPointF off = place() - QPointF(position.x, position.y);
            // The item covers whole pixels, so its centre is up to half a pixel beside the ball's.
            const double pixel = 800 / desktop.scene()->boxRect().width();
            QVERIFY2(std::abs(off.x()) <= pixel && std::abs(off.y()) <= pixel,
                     qPrintable(QStringLiteral("%1 %2").arg(off.x()).arg(off.y())));
        }
    }
};

QTEST_MAIN(TestWindowBall)
#include "tst_window_ball.moc"
