// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Desktop.h"

#include <QAccessible>

using namespace everbounce;

/// Promises of where the window's parts are, at all sizes, and in which order keys go through them.
class TestArrangement : public QObject
{
    Q_OBJECT

    /// The part of the window that has the focus; empty for none of these.
    static QString partWithFocus(const Desktop &desktop)
    {
        const QHash<QLatin1String, QLatin1String> firsts{
            {QLatin1String("nudge"), QLatin1String("faults")},
            {QLatin1String("recorder"), QLatin1String("recorder")},
            {QLatin1String("page:0000000000000001"), QLatin1String("cluster")},
            {QLatin1String("behavior:MirrorJump"), QLatin1String("behaviours")},
            {QLatin1String("menu"), QLatin1String("bar")}};
        const QQuickItem *focused = desktop.window.window()->activeFocusItem();
        return firsts.value(QLatin1String(focused->objectName().toLatin1()));
    }

    /// The parts that Tab comes by, or Backtab, until it has gone round once.
    static QString wayRound(const Desktop &desktop, Qt::Key key)
    {
        const QQuickWindow *window = desktop.window.window();
        const QQuickItem *begin = desktop.item("menu");
        QStringList way;
        for (int i = 0; i < 80; ++i) {
            desktop.press(key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
            if (const QString part = partWithFocus(desktop); !part.isEmpty())
                way << part;
            if (window->activeFocusItem() == begin)
                break;
        }
        return way.join(u' ');
    }

    static void showNodes(Desktop &desktop, int count)
    {
        desktop.cluster.run([count](FakeNode &node) {
            ClusterView view = threeNodes();
            for (quint64 id = 4; id <= quint64(count); ++id)
                view.nodes.append({.id = {id}, .name = QStringLiteral("node-%1").arg(id)});
            node.publish(view);
        });
    }

    static bool areAllInSight(const Desktop &desktop, int count)
    {
        QList<QQuickItem *> cards;
        Desktop::collect(
            desktop.window.window()->contentItem(),
            [](QQuickItem *item) { return item->objectName().startsWith(QLatin1String("node:")); }, cards);
        const QRectF window({}, desktop.window.window()->contentItem()->size());
        return cards.size() == count && std::all_of(cards.begin(), cards.end(), [&](const QQuickItem *card) {
                   return card->height() > 0 && window.contains(Desktop::rect(card));
               });
    }

    /// How far a finger can go up and down on one of these controls, at a place across it. Later ones lie on
    /// earlier ones.
    static int heightAt(const QList<QQuickItem *> &controls, qsizetype index, qreal x)
    {
        const QQuickItem *control = controls.at(index);
        const auto isHit = [&](const QPointF &at) {
            const auto contains = [&](const QQuickItem *item) {
                return item->contains(item->mapFromItem(control, at));
            };
            return contains(control) && std::none_of(controls.begin() + index + 1, controls.end(), contains);
        };
        int best = 0;
        int length = 0;
        for (int y = -30; y < control->height() + 30; ++y) {
            length = isHit({x, y + 0.5}) ? length + 1 : 0;
            best = std::max(best, length);
        }
        return best;
    }

private Q_SLOTS:
    void howeverManyThereAreAllAreInSightBesideTheSceneOnALaptop()
    {
        Desktop desktop(standingAt(0));
        for (const int count : {3, 4, 5, 6, 7, 8, 12, 20}) {
            showNodes(desktop, count);
            for (const QSize size : {QSize(1280, 720), QSize(1366, 768), QSize(1280, 800)}) {
                desktop.resize(size);
                QTRY_VERIFY2(areAllInSight(desktop, count),
                             qPrintable(QStringLiteral("%1 at %2").arg(count).arg(size.width())));
            }
        }
    }

    void thumbsHitWhatTheyAimAt()
    {
        const Desktop desktop(standingAt(0));
        desktop.resize({390, 844});
        QVERIFY(QMetaObject::invokeMethod(desktop.item("tour"), "leave"));
        QTRY_VERIFY(!desktop.item("tour")->isVisible());
        desktop.settle();
        QList<QQuickItem *> controls;
        Desktop::collect(
            desktop.window.window()->contentItem(),
            [](QQuickItem *item) {
                return item->isVisible() &&
                       (item->inherits("QQuickAbstractButton") || item->inherits("QQuickComboBox") ||
                        item->inherits("QQuickTextField"));
            },
            controls);
        QVERIFY(controls.size() > 20);
        QStringList small;
        for (qsizetype i = 0; i < controls.size(); ++i) {
            int height = 0;
            for (const qreal x : {4.0, controls[i]->width() / 2, controls[i]->width() - 4})
                height = std::max(height, heightAt(controls, i, x));
            if (height < 44)
                small << QStringLiteral("%1: %2").arg(controls[i]->objectName()).arg(height);
        }
        QVERIFY2(small.isEmpty(), qPrintable(small.join(QLatin1String(", "))));
    }

    void aWordIsHitBesideItsLetters()
    {
        const Desktop desktop(standingAt(0));
        desktop.resize({390, 844});
        const QQuickItem *word = Desktop::find(desktop.item("term"), QLatin1String("word"));
        const QRectF letters = Desktop::rect(word);
        QTest::mouseClick(desktop.window.window(), Qt::LeftButton, {},
                          QPointF(letters.center().x(), letters.bottom() + 8).toPoint());
        QTRY_VERIFY(word->property("checked").toBool());
    }

    void theColoursMayChangeRightBeforeTheArrangement()
    {
        Desktop desktop(standingAt(0));
        QQuickWindow *window = desktop.window.window();
        window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTRY_VERIFY(desktop.item("fault:crash-engine")->width() > 0);
        for (const QSize size : {QSize(360, 740), QSize(1280, 800), QSize(768, 1024), QSize(360, 740)}) {
            desktop.press(Qt::Key_T);
            window->resize(size);
            QTRY_COMPARE(window->contentItem()->size().toSize(), size);
            QTRY_VERIFY(desktop.item("fault:crash-engine")->width() > 0);
        }
    }

    void theSceneIsTheLargestAndNothingLeavesTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("part"); // of the window's width, at least, that the scene takes
        QTest::newRow("phone") << QSize(360, 740) << 0.9;
        QTest::newRow("low") << QSize(360, 480) << 0.8;
        QTest::newRow("last of one column") << QSize(719, 900) << 0.9;
        QTest::newRow("first of two columns") << QSize(720, 900) << 0.9;
        QTest::newRow("tablet") << QSize(768, 1024) << 0.9;
        QTest::newRow("last without a panel") << QSize(1279, 1000) << 0.8;
        QTest::newRow("first with a panel") << QSize(1280, 720) << 0.55;
        QTest::newRow("laptop") << QSize(1366, 768) << 0.55;
        QTest::newRow("wall") << QSize(1920, 1080) << 0.6;
        QTest::newRow("larger wall") << QSize(3840, 2160) << 0.6;
    }
    void theSceneIsTheLargestAndNothingLeavesTheWindow()
    {
        QFETCH(QSize, size);
        QFETCH(double, part);
        const Desktop desktop(standingAt(0));
        desktop.resize(size);
        const QRectF window({0, 0}, QSizeF(size));
        const QRectF box = desktop.scene()->mapRectToScene(desktop.scene()->boxRect());
        QVERIFY(window.contains(box));
        QVERIFY2(box.width() >= part * size.width(), qPrintable(QString::number(box.width())));
        for (const char *name :
             {"nudge", "openPage", "usersOnline", "connection", "fault:kill-node", "fault:step-down",
              "kill:0000000000000001", "kill:0000000000000002", "kill:0000000000000003",
              "behavior:MirrorJump", "recorder", "chaos", "menu", "theme:dark"}) {
            const QRectF item = Desktop::rect(desktop.item(name));
            QVERIFY2(item.left() >= 0 && item.right() <= size.width() && item.width() > 0, name);
            QVERIFY2(item.width() * item.height() < box.width() * box.height(), name);
        }
        // Below the scene the strip, and the recorder's lease lane, or else the first node, is in sight too.
        const QQuickItem *next = desktop.item(size.width() < 720 ? "page:0000000000000001" : "recorder");
        QVERIFY(Desktop::rect(desktop.item("nudge")).top() >= box.bottom());
        QVERIFY(Desktop::rect(desktop.item("faultStrip")).bottom() <= size.height());
        constexpr int leaseLane = 34;
        const double seen = Desktop::rect(next).top() + (size.height() < 500 ? 0 : leaseLane);
        QVERIFY2(seen <= size.height(), qPrintable(QString::number(seen)));
    }

    void partsStandWhereTheWidthHasThem_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("columns");
        QTest::addColumn<bool>("panel");
        QTest::newRow("719") << 719 << false << false;
        QTest::newRow("720") << 720 << true << false;
        QTest::newRow("1279") << 1279 << true << false;
        QTest::newRow("1280") << 1280 << true << true;
    }
    void partsStandWhereTheWidthHasThem()
    {
        QFETCH(int, width);
        QFETCH(bool, columns);
        QFETCH(bool, panel);
        const Desktop desktop(standingAt(0));
        desktop.resize({width, 900});
        const QRectF cluster = Desktop::rect(desktop.item("openPage"));
        const QRectF recorder = Desktop::rect(desktop.item("recorder"));
        const QRectF behavior = Desktop::rect(desktop.item("behavior:MirrorJump"));
        const QRectF fault = Desktop::rect(desktop.item("fault:kill-node"));
        const QRectF scene = Desktop::rect(desktop.scene());
        QCOMPARE(cluster.left() > scene.right(), panel);
        QCOMPARE(recorder.right() > width / 2 + 100, !panel || recorder.width() > width / 2);
        if (!panel)
            QCOMPARE(recorder.top() > cluster.bottom(),
                     !columns); // on a narrow window below the kill switches
        QVERIFY(fault.top() >= scene.bottom() && fault.bottom() <= recorder.top());
        QCOMPARE(behavior.left() > cluster.right(), columns && !panel);
        if (panel)
            QVERIFY(width - scene.right() >= 384);
    }

    void aLowWindowHasTheTourBesideItsSmallScene()
    {
        const Desktop desktop(standingAt(0));
        desktop.resize({844, 390});
        QVERIFY(QMetaObject::invokeMethod(desktop.item("tour"), "begin"));
        QTRY_VERIFY(desktop.item("tour")->isVisible());
        const QRectF tour = Desktop::rect(desktop.item("tour"));
        QVERIFY(!tour.intersects(desktop.scene()->mapRectToScene(desktop.scene()->boxRect())));
        QVERIFY(!tour.intersects(Desktop::rect(desktop.item("faultStrip"))));
        QVERIFY(QRectF(0, 0, 844, 390).contains(tour));
        // The holder's card comes into sight.
        QTRY_VERIFY(Desktop::rect(desktop.item("kill:0000000000000001")).bottom() <= 390);
    }

    void tabGoesThroughThePartsInOneOrder_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(360, 740), QSize(768, 1024), QSize(1280, 800)})
            QTest::addRow("%d", size.width()) << size;
    }
    void tabGoesThroughThePartsInOneOrder()
    {
        QFETCH(QSize, size);
        const Desktop desktop(standingAt(0));
        desktop.resize(size);
        desktop.activate();
        desktop.item("menu")->forceActiveFocus(Qt::TabFocusReason);
        QCOMPARE(wayRound(desktop, Qt::Key_Tab), QStringLiteral("faults recorder cluster behaviours bar"));
        QCOMPARE(wayRound(desktop, Qt::Key_Backtab),
                 QStringLiteral("behaviours cluster recorder faults bar"));
    }

    void theSceneStaysInSightAndHidesNothingThatHasTheFocus_data()
    {
        tabGoesThroughThePartsInOneOrder_data();
        QTest::newRow("low") << QSize(360, 480);
    }
    void theSceneStaysInSightAndHidesNothingThatHasTheFocus()
    {
        QFETCH(QSize, size);
        const Desktop desktop(standingAt(0));
        desktop.resize(size);
        desktop.activate();
        const QRectF box = Desktop::rect(desktop.scene());
        for (const char *name : {"fault:kill-node", "nudge", "recorder", "behavior:MirrorJump"}) {
            desktop.item(name)->forceActiveFocus(Qt::TabFocusReason);
            desktop.settle();
            QCOMPARE(Desktop::rect(desktop.scene()), box);
            const QRectF focused = Desktop::rect(desktop.item(name));
            QVERIFY2(!focused.intersects(box), name);
            QVERIFY2(focused.top() >= 0 && focused.bottom() <= size.height(), name);
        }
    }

    void alertsLieOnTheSceneAndNothingMovesForThem_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("most");
        QTest::newRow("narrow") << QSize(360, 740) << 2;
        QTest::newRow("wide") << QSize(1280, 800) << 5;
    }
    void alertsLieOnTheSceneAndNothingMovesForThem()
    {
        QFETCH(QSize, size);
        QFETCH(int, most);
        Desktop desktop(standingAt(0));
        desktop.resize(size);
        QHash<QString, QRectF> before;
        const char *names[] = {"nudge",           "recorder", "behavior:MirrorJump",
                               "fault:kill-node", "scene",    "menu"};
        for (const char *name : names)
            before.insert(QLatin1String(name), Desktop::rect(desktop.item(name)));
        for (int i = 0; i < 6; ++i)
            desktop.tell(QStringLiteral("Something has happened %1").arg(i));
        const auto shown = [&] { return desktop.all("alert"); };
        QTRY_COMPARE(shown().size(), most);
        desktop.settle();
        const QRectF box = desktop.scene()->mapRectToScene(desktop.scene()->boxRect());
        for (const QQuickItem *alert : shown()) {
            QVERIFY(box.contains(Desktop::rect(alert)));
            QVERIFY(box.right() - Desktop::rect(alert).right() < 20);
        }
        const QRectF newest = Desktop::rect(shown().last());
        QCOMPARE(shown().last()->property("text").toString(), QStringLiteral("Something has happened 5"));
        QVERIFY(box.bottom() - newest.bottom() < 20);
        for (const char *name : names)
            QCOMPARE(Desktop::rect(desktop.item(name)), before.value(QLatin1String(name)));
    }

    void noAlertHidesTheTour_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("phone") << QSize(360, 740);
        QTest::newRow("narrowest of two columns") << QSize(720, 640);
        QTest::newRow("medium") << QSize(960, 640);
        QTest::newRow("wide") << QSize(1280, 800);
    }
    void noAlertHidesTheTour()
    {
        QFETCH(QSize, size);
        Desktop desktop(standingAt(0));
        desktop.resize(size);
        QVERIFY(QMetaObject::invokeMethod(desktop.item("tour"), "begin"));
        QTRY_VERIFY(desktop.item("tour")->isVisible());
        desktop.tell(QStringLiteral("Something has happened"));
        QTRY_VERIFY(desktop.item("alert"));
        desktop.settle();
        QVERIFY(!Desktop::rect(desktop.item("tour")).intersects(Desktop::rect(desktop.item("alert"))));
    }

    void screenReadersFindAlertsAsSuch()
    {
        Desktop desktop(standingAt(0));
        desktop.resize({1280, 800});
        desktop.tell(QStringLiteral("Hear!"));
        QTRY_VERIFY(desktop.item("alert"));
        QAccessibleInterface *alert = QAccessible::queryAccessibleInterface(desktop.item("alert"));
        QVERIFY(alert && alert->role() == QAccessible::AlertMessage);
        QCOMPARE(alert->text(QAccessible::Name), QStringLiteral("Hear!"));
        QVERIFY(alert->state().focusable);
    }
};

QTEST_MAIN(TestArrangement)
#include "tst_arrangement.moc"
