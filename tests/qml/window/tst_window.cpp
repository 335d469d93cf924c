// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/MarkItem.h"
#include "gui/scene/SceneDrawing.h"
#include "gui/scene/TrailItem.h"
#include "tests/qml/Desktop.h"

#include <QMetaProperty>
#include <QPalette>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace everbounce;

/// Promises of the window as a whole: its colours, its traces of the flight, what it says, and how it ends.
class TestWindow : public QObject
{
    Q_OBJECT

    /// The tokens of the page's style sheet that differ between the themes.
    static QHash<QString, QColor> colorsOfThePage(bool dark)
    {
        QFile file(QFINDTESTDATA("../../web/page/window/style.css"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        static const QRegularExpression token(
            QStringLiteral("--([\\w-]+): light-dark\\((#\\w+), (#\\w+)\\);"));
        QHash<QString, QColor> colors;
        for (const auto &match : token.globalMatch(QString::fromUtf8(file.readAll())))
            colors.insert(match.captured(1), QColor(match.captured(dark ? 3 : 2)));
        return colors;
    }

    /// Likewise those of the window.
    static QList<QColor> colorsOf(const QObject &theme)
    {
        QList<QColor> colors;
        for (int i = theme.metaObject()->propertyOffset(); i < theme.metaObject()->propertyCount(); ++i) {
            const QMetaProperty property = theme.metaObject()->property(i);
            const QString name = QString::fromLatin1(property.name());
            const QVariant value = property.read(&theme);
            if (value.metaType() == QMetaType::fromType<QColor>())
                colors << value.value<QColor>();
            else if (name == QLatin1String("nodeColors"))
                colors << value.value<QList<QColor>>();
        }
        return colors;
    }

private Q_SLOTS:
    void withoutFaultsThereAreNoButtonsForThem()
    {
        const Desktop desktop(standingAt(0), {}, false, false);
        QCOMPARE(desktop.error, std::nullopt);
        QTRY_VERIFY(desktop.item("nudge") && desktop.item("nudge")->isVisible());
        QList<QQuickItem *> shown;
        Desktop::collect(
            desktop.window.window()->contentItem(),
            [](const QQuickItem *item) {
                const QString name = item->objectName();
                return item->isVisible() &&
                       (name.startsWith(QLatin1String("fault:")) || name.startsWith(QLatin1String("kill:")) ||
                        name == QLatin1String("chaos"));
            },
            shown);
        QCOMPARE(shown.size(), 0);
    }

    void etcdHasButtonsOnlyWhereSomebodyBreaksIt()
    {
        const Desktop without(standingAt(0));
        QTRY_VERIFY(without.item("fault:kill-node"));
        QVERIFY(!without.item("fault:kill-etcd-leader"));
        Desktop with(standingAt(0), {}, false, true, QStringLiteral("etcd"));
        QTRY_VERIFY(with.item("fault:kill-etcd-leader") && with.item("fault:stop-etcd-majority"));
        with.resize({1280, 900});
        QTRY_VERIFY(with.item("fault:kill-etcd-leader")->width() > 0);
        with.click(with.item("fault:kill-etcd-leader"));
        QTRY_COMPARE(with.commands().size(), 1);
        QCOMPARE(with.commands().first().fault.fault, *faultFromName(QStringLiteral("kill-etcd-leader")));
        with.click(with.item("fault:stop-etcd-majority")); // three are needed
        with.settle();
        QCOMPARE(with.commands().size(), 1);
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

    void theColoursAreThoseOfThePage_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << "light";
        QTest::newRow("dark") << "dark";
    }
    void theColoursAreThoseOfThePage()
    {
        QFETCH(QString, theme);
        const Desktop desktop(standingAt(0));
        QQmlComponent access(qmlEngine(desktop.window.window()));
        access.setData("import QtQml; import Everbounce.Window; QtObject { property QtObject theme: Theme }",
                       {});
        const std::unique_ptr<QObject> holder(access.create());
        QVERIFY2(holder, qPrintable(access.errorString()));
        auto *tokens = holder->property("theme").value<QObject *>();
        tokens->setProperty("choice", theme);
        const QHash<QString, QColor> page = colorsOfThePage(theme == QLatin1String("dark"));
        QVERIFY(page.size() > 20);
        const QList<QColor> own = colorsOf(*tokens);
        for (auto token = page.begin(); token != page.end(); ++token)
            QVERIFY2(own.contains(token.value()), qPrintable(token.key()));
        for (const QColor &color : own)
            QVERIFY2(page.values().contains(color), qPrintable(color.name()));
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

    void trailAndMarksStayWithinTheBoxBelowTheBall()
    {
        const Desktop desktop(flyingFromNow());
        const QSignalSpy frames(desktop.scene(), &SceneItem::framePresented);
        QTRY_VERIFY(frames.count() > 5);
        const auto children = desktop.scene()->childItems();
        const auto clips = [](const QQuickItem *item) { return item->clip(); };
        const auto within = std::find_if(children.begin(), children.end(), clips);
        QVERIFY(within != children.end());
        QCOMPARE(QRectF((*within)->position(), (*within)->size()), desktop.scene()->boxRect());
        QVERIFY((*within)->findChild<TrailItem *>() && (*within)->findChild<MarkItem *>());
        QVERIFY(children.indexOf(desktop.item("ball")) > children.indexOf(*within));
    }

    void theTrailHasThePaintOfTheDrawing()
    {
        QCOMPARE(trailPaint().size(), 2);
        QCOMPARE(trailPaint().first(), QGradientStop(0, QColor(0x3d, 0x8b, 0xff, 0)));
        QCOMPARE(trailPaint().last().first, 1.0);
        QCOMPARE(trailPaint().last().second.name(), QStringLiteral("#3d8bff"));
        QVERIFY(std::abs(trailPaint().last().second.alphaF() - 0.45F) < 0.01F);
    }

    void theTrailEndsAtTheBallAndIsGoneWhereNothingMoves()
    {
        const Desktop desktop(standingAt(100));
        QTRY_VERIFY(desktop.scene()->drawn());
        const auto *trail = desktop.scene()->findChild<TrailItem *>();
        QTRY_VERIFY(trail->isVisible());
        QVERIFY(trail->mapRectToScene(trail->boundingRect())
                    .contains(Desktop::rect(desktop.item("ball")).center()));
        desktop.scene()->setProperty("still", true);
        QVERIFY(!trail->isVisible());
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
