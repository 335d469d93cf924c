// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/DesktopWindow.h"
#include "gui/SceneItem.h"
#include "tests/fakes/FakeCluster.h"

#include <QDesktopServices>
#include <QPalette>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace everbounce;

static const QUrl pageUrl(QStringLiteral("http://127.0.0.1:4000/"));

/// A shown window over a fake node.
struct Desktop
{
    explicit Desktop(const TickMapping &clock, const QString &frameLog = {})
        : window(cluster.node(), {.pageUrl = pageUrl, .frameLog = frameLog})
    {
        cluster.run([&](FakeNode &node) {
            node.publish(threeNodes());
            node.fly(clock);
        });
        error = window.show();
    }

    SceneItem *scene() const { return window.window()->findChild<SceneItem *>(QStringLiteral("scene")); }
    QQuickItem *item(const char *name) const
    {
        return find(window.window()->contentItem(), QLatin1String(name));
    }

    /// Among all that is shown: what a model brings forth is nobody's child but for that.
    static QQuickItem *find(QQuickItem *item, QLatin1String name)
    {
        if (item->objectName() == name)
            return item;
        for (QQuickItem *child : item->childItems()) {
            if (QQuickItem *found = find(child, name))
                return found;
        }
        return nullptr;
    }

    FakeCluster cluster;
    DesktopWindow window;
    std::optional<QString> error;
};

/// Promises of the window as a whole: what is drawn, pixels included, what it tells, and how it ends.
class TestWindow : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void openUrl(const QUrl &url) { m_opened.append(url); }

private:
    QList<QUrl> m_opened;

    /// The centre of what differs between two pictures, in its pixels; nothing where they are the same.
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
        QTRY_VERIFY(desktop.scene()->drawn() && desktop.item("ball")->isVisible());
        QTRY_COMPARE(QSize(desktop.window.window()->contentItem()->size().toSize()), size);

        const Position position = FakeNode::flightAt(tick);
        const auto wanted = [&] {
            const QRectF box = desktop.scene()->boxRect();
            return desktop.scene()->mapToScene(
                {box.x() + box.width() * position.x / 800, box.y() + box.height() * position.y / 400});
        };
        std::optional<QPointF> seen;
        const auto isThere = [&] {
            seen = ballInPicture(desktop);
            const QPointF off = seen.value_or(QPointF(-99, -99)) - wanted();
            return std::hypot(off.x(), off.y()) <= 1; // without subpixels: at the nearest pixel
        };
        QTRY_VERIFY2(isThere(),
                     seen ? qPrintable(QStringLiteral("%1 %2").arg(seen->x()).arg(seen->y())) : "no ball");
        const QRectF box = desktop.scene()->boxRect();
        QVERIFY(std::abs(box.width() / box.height() - 2) < 1e-9); // the shape is kept
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

    void theBoxHasTheColoursOfTheTheme_data()
    {
        QTest::addColumn<QColor>("window");
        QTest::addColumn<QColor>("floor");
        QTest::newRow("light") << QColor(Qt::white) << QColor(0xff, 0xff, 0xff);
        QTest::newRow("dark") << QColor(Qt::black) << QColor(0x12, 0x1b, 0x2a);
    }
    void theBoxHasTheColoursOfTheTheme()
    {
        QFETCH(QColor, window);
        QFETCH(QColor, floor);
        const Desktop desktop(standingAt(0));
        QPalette palette;
        palette.setColor(QPalette::Window, window);
        palette.setColor(QPalette::WindowText, window == Qt::white ? Qt::black : Qt::white);
        QGuiApplication::setPalette(palette); // people change it while programs run
        const auto onTheFloor = [&] {
            const QImage picture = desktop.window.window()->grabWindow();
            const QRectF box = desktop.scene()->mapRectToScene(desktop.scene()->boxRect());
            const QPointF place(box.x() + box.width() * 0.3, box.y() + box.height() * 0.3);
            return picture.pixelColor((place * picture.width() / desktop.window.window()->width()).toPoint());
        };
        QTRY_COMPARE(onTheFloor(), floor);
        QGuiApplication::setPalette({});
    }

    void aFlightOfALowerTermIsNotDrawn()
    {
        Desktop desktop(standingAt(50));
        QTRY_VERIFY(desktop.scene()->drawn());
        QCOMPARE(desktop.scene()->drawn()->term, quint64(5));
        const auto flyUnder = [&](quint64 term, double tick) {
            desktop.cluster.run([&](FakeNode &node) {
                ClusterView view = threeNodes();
                view.lease.term = term;
                node.publish(view);
                node.fly(standingAt(tick));
            });
        };
        flyUnder(4, 60); // its signals wait for this thread now, before any further frame
        QSignalSpy frames(desktop.scene(), &SceneItem::framePresented);
        for (int i = 0; i < 5; ++i)
            QVERIFY(frames.wait());
        QCOMPARE(desktop.scene()->drawn()->term, quint64(5));
        QVERIFY(std::abs(desktop.scene()->drawn()->tick - 50) < 0.01);
        flyUnder(6, 70);
        QTRY_COMPARE(desktop.scene()->drawn()->term, quint64(6));
        QVERIFY(std::abs(desktop.scene()->drawn()->tick - 70) < 0.01);
    }

    void theFrameLogHasARowForEachFrame()
    {
        const QTemporaryDir dir;
        const QString name = dir.filePath(QStringLiteral("frames.csv"));
        const TickMapping clock = flyingFromNow();
        int frames = 0;
        {
            const Desktop desktop(clock, name);
            QVERIFY(!desktop.error);
            connect(desktop.scene(), &SceneItem::framePresented, this, [&] { ++frames; });
            QTRY_VERIFY(frames >= 60);
        }
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readLine(), QByteArray("monotonic_ns,tick,x,y,term\n"));
        qint64 lastTime = clock.anchor.count();
        double lastTick = -1;
        int rows = 0;
        for (; !file.atEnd(); ++rows) {
            const QList<QByteArray> row = file.readLine().trimmed().split(',');
            QCOMPARE(row.size(), 5);
            const double tick = row[1].toDouble();
            QVERIFY(row[0].toLongLong() > lastTime && tick >= lastTick);
            const Position position = FakeNode::flightAt(tick);
            QVERIFY(std::abs(row[2].toDouble() - position.x) < 0.001);
            QVERIFY(std::abs(row[3].toDouble() - position.y) < 0.001);
            QCOMPARE(row[4], QByteArray("5"));
            lastTime = row[0].toLongLong();
            lastTick = tick;
        }
        QCOMPARE(rows, frames);
        QVERIFY(lastTick > 0);
    }

    void anUnwritableFrameLogIsSaidAtStart()
    {
        const Desktop desktop(flyingFromNow(), QStringLiteral("/dev/null/frames.csv"));
        QVERIFY(desktop.error && desktop.error->contains(QStringLiteral("/dev/null/frames.csv")));
        QVERIFY(!desktop.window.window());
    }

    void theWindowIsAViewerWhileItIsShown()
    {
        Desktop desktop(standingAt(0));
        const auto viewers = [&] {
            int count = -1;
            desktop.cluster.run([&](FakeNode &node) { count = node.cluster().nodes.first().viewers; });
            return count;
        };
        QTRY_COMPARE(viewers(), 1);
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        QVERIFY(desktop.window.window()->close());
        QCOMPARE(closed.count(), 1);
        QTRY_COMPARE(viewers(), 0);
    }

    void whatIsClickedReachesTheNodeAndItsAnswerIsShown()
    {
        Desktop desktop(standingAt(0));
        desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            view.behaviors = {{.name = QStringLiteral("MirrorJump")},
                              {.name = QStringLiteral("Bad"), .problem = QStringLiteral("Bad is bad.")}};
            node.publish(view);
        });
        desktop.window.window()->resize(1280, 900);
        QTRY_VERIFY(desktop.item("behavior:Bad") && desktop.item("behavior:Bad")->width() > 0);
        QTRY_VERIFY(desktop.item("behavior:Bad")->mapToScene({0, 0}).x() > 800); // laid out
        for (const char *name : {"nudge", "behavior:Bad"}) {
            const QQuickItem *control = desktop.item(name);
            QTest::mouseClick(desktop.window.window(), Qt::LeftButton, {},
                              control->mapToScene(control->boundingRect().center()).toPoint());
        }
        const auto commands = [&] {
            QList<Command> asked;
            desktop.cluster.run([&](FakeNode &node) { asked = node.commands(); });
            return asked;
        };
        QTRY_COMPARE(commands(), (QList{Command::nudge(), Command::setBehavior(QStringLiteral("Bad"))}));
        QTRY_VERIFY(desktop.item("alert"));
        QCOMPARE(desktop.item("alert")->property("text").toString(), QStringLiteral("Bad is bad."));
    }

    void theSceneIsTheLargestAndNothingLeavesTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(360, 560), QSize(360, 640), QSize(759, 560), QSize(760, 400),
                                 QSize(800, 600), QSize(1240, 700), QSize(1920, 1080), QSize(3840, 1600)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void theSceneIsTheLargestAndNothingLeavesTheWindow()
    {
        QFETCH(QSize, size);
        const Desktop desktop(standingAt(0));
        desktop.window.window()->resize(size);
        QTRY_COMPARE(desktop.window.window()->contentItem()->size().toSize(), size);
        const QQuickItem *fault = desktop.item("fault:kill-node");
        QTRY_VERIFY(fault->width() > 200);
        const QRectF window({0, 0}, QSizeF(size));
        QTRY_VERIFY(window.contains(desktop.scene()->mapRectToScene(desktop.scene()->boxRect())));
        QVERIFY(desktop.scene()->boxRect().width() >= std::min(320.0, size.width() * 0.5));
        const auto isWithin = [&](const char *name) {
            const QQuickItem *item = desktop.item(name);
            const QRectF rect = item->mapRectToScene(item->boundingRect());
            return rect.left() >= 0 && rect.right() <= size.width();
        };
        for (const char *name :
             {"nudge", "openPage", "usersOnline", "fault:kill-node", "fault:step-down",
              "kill:0000000000000002", "kill:0000000000000003", "target", "recorder", "chaos", "menu"})
            QTRY_VERIFY2(isWithin(name), name);
    }

    void keysReachEveryPart()
    {
        Desktop desktop(standingAt(0));
        QQuickWindow *window = desktop.window.window();
        window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTRY_VERIFY(desktop.item("recorder") && desktop.scene()->drawn());
        QTest::keyClick(window, Qt::Key_R);
        QVERIFY(desktop.item("recorder")->hasActiveFocus());
        QTest::keyClick(window, Qt::Key_F);
        QVERIFY(desktop.item("target")->hasActiveFocus());
        QTest::keyClick(window, Qt::Key_C);
        QVERIFY(desktop.item("openPage")->hasActiveFocus());
        QTest::keyClick(window, Qt::Key_B);
        QVERIFY(desktop.item("nudge")->hasActiveFocus());
        QTest::keyClick(window, Qt::Key_X);
        QVERIFY(desktop.item("chaos")->property("checked").toBool());
        QTest::keyClick(window, Qt::Key_X);
        QVERIFY(!desktop.item("chaos")->property("checked").toBool());
        QTest::keyClick(window, Qt::Key_T);
        QVERIFY(desktop.item("theme:light")->property("checked").toBool());
        QTest::keyClick(window, Qt::Key_N);
        QList<Command> asked;
        desktop.cluster.run([&](FakeNode &node) { asked = node.commands(); });
        QCOMPARE(asked, QList{Command::nudge()});
    }

    void theListOfKeysOpensAndCloses()
    {
        const Desktop desktop(standingAt(0));
        QQuickWindow *window = desktop.window.window();
        window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTRY_VERIFY(desktop.scene()->drawn());
        QObject *keys = window->findChild<QObject *>(QStringLiteral("keys"));
        QVERIFY(keys && !keys->property("visible").toBool());
        QTest::keyClick(window, Qt::Key_Question, Qt::ShiftModifier);
        QTRY_VERIFY(keys->property("opened").toBool());
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_VERIFY(!keys->property("visible").toBool());
    }

    void trailAndMarksStayWithinTheBoxBelowTheBall()
    {
        const Desktop desktop(flyingFromNow());
        const QSignalSpy frames(desktop.scene(), &SceneItem::framePresented);
        QTRY_VERIFY(frames.count() > 5);
        const auto children = desktop.scene()->childItems();
        QVERIFY(children.indexOf(desktop.item("ball")) > 1);
        for (const QQuickItem *child : children) {
            if (child->clip())
                QCOMPARE(QRectF(child->position(), child->size()), desktop.scene()->boxRect());
        }
    }

    void theNameOfANodeOpensThePageOfThatNode()
    {
        Desktop desktop(standingAt(0));
        ClusterView view = threeNodes();
        view.nodes[1].url = QUrl(QStringLiteral("http://127.0.0.1:4001/"));
        desktop.cluster.run([&view](FakeNode &node) { node.publish(view); });
        QTRY_VERIFY(desktop.item("page:0000000000000002") && desktop.scene()->drawn());
        const QQuickItem *name = desktop.item("page:0000000000000002");
        QTRY_VERIFY(name->isEnabled() && name->width() > 0);
        m_opened.clear();
        QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "openUrl");
        QTest::mouseClick(desktop.window.window(), Qt::LeftButton, {},
                          name->mapToScene(name->boundingRect().center()).toPoint());
        QTRY_COMPARE(m_opened, QList<QUrl>{view.nodes[1].url});
        QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
    }

    void theButtonOpensThePage_data()
    {
        QTest::addColumn<bool>("byKeyboard");
        QTest::newRow("mouse") << false;
        QTest::newRow("keyboard") << true;
    }
    void theButtonOpensThePage()
    {
        QFETCH(bool, byKeyboard);
        const Desktop desktop(standingAt(0));
        QQuickWindow *window = desktop.window.window();
        window->requestActivate(); // there may be no window manager to do it
        QVERIFY(QTest::qWaitForWindowActive(window));
        QQuickItem *button = desktop.item("openPage");
        QTRY_VERIFY(button->width() > 0 && desktop.scene()->drawn());
        m_opened.clear();
        QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "openUrl");
        if (byKeyboard) {
            for (int i = 0; i < 20 && !button->hasActiveFocus(); ++i)
                QTest::keyClick(window, Qt::Key_Tab);
            QTRY_VERIFY(button->hasActiveFocus() && button->property("visualFocus").toBool());
            QTest::keyClick(window, Qt::Key_Return);
        } else {
            QTest::mouseClick(window, Qt::LeftButton, {},
                              button->mapToScene(button->boundingRect().center()).toPoint());
        }
        QTRY_COMPARE(m_opened, QList<QUrl>{pageUrl});
        QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
