// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Desktop.h"

using namespace everbounce;

class FakeTray final : public TrayInterface
{
    Q_OBJECT
public:
    using TrayInterface::TrayInterface;

    bool isThere() const override { return there; }
    void setShown(bool shown) override { isShown = shown; }
    void retranslate() override { ++translations; }

    bool there = true;
    bool isShown = false;
    int translations = 0;
};

/// Promises of a window that goes on in the tray.
class TestWindowTray : public QObject
{
    Q_OBJECT

    /// A window and a tray; `stays` as its user wants it.
    struct Seat
    {
        FakeTray tray; // outlives the window
        Desktop desktop{standingAt(0)};
        QSignalSpy closed{&desktop.window, &DesktopWindow::closed};

        explicit Seat(bool stays)
        {
            desktop.window.attach(&tray);
            memory()->setStaysInTray(stays);
            desktop.activate();
        }
        Console *console() const { return desktop.window.window()->property("models").value<Console *>(); }
        WindowMemory *memory() const { return console()->memory; }
        bool isSeen() const { return desktop.window.window()->isVisible(); }
    };

private Q_SLOTS:
    void aClosedWindowIsOnlyHidden()
    {
        Seat seat(true);
        QVERIFY(seat.tray.isShown);
        seat.desktop.press(Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!seat.isSeen());
        QVERIFY(seat.closed.isEmpty());
        Q_EMIT seat.tray.showWanted();
        QVERIFY(seat.isSeen());
        QVERIFY(seat.closed.isEmpty());
    }

    void itQuitsFromTheTray()
    {
        Seat seat(true);
        seat.desktop.window.window()->close();
        Q_EMIT seat.tray.quitWanted();
        QCOMPARE(seat.closed.count(), 1);
    }

    void itQuitsByItsKey()
    {
        Seat seat(true);
        seat.desktop.press(Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE(seat.closed.count(), 1);
        QVERIFY(!seat.isSeen());
    }

    /// Closing ends nothing then; quitting would end the ball.
    void theLastNodesWindowIsHiddenWithoutAQuestionAndAsksWhereItQuits()
    {
        Seat seat(true);
        seat.desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            view.nodes.resize(1);
            node.publish(view);
        });
        QTRY_VERIFY(seat.console()->started->isLast());
        seat.desktop.press(Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!seat.isSeen());
        Q_EMIT seat.tray.quitWanted();
        QVERIFY(seat.isSeen());
        QTRY_VERIFY(seat.desktop.withText(QStringLiteral("The ball ends here")));
        QVERIFY(seat.closed.isEmpty());
        seat.desktop.press(Qt::Key_Escape); // so it stays, in the tray if it is closed
        QTRY_VERIFY(!seat.console()->isQuitting());
        seat.desktop.press(Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!seat.isSeen() && seat.closed.isEmpty());
        Q_EMIT seat.tray.quitWanted();
        QTRY_VERIFY(seat.desktop.withText(QStringLiteral("The ball ends here")));
        seat.desktop.press(Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE(seat.closed.count(), 1);
    }

    void whoeverDoesNotWantItQuitsByClosing()
    {
        Seat seat(false);
        QVERIFY(!seat.tray.isShown);
        seat.desktop.press(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(seat.closed.count(), 1);
    }

    void withoutATrayNoWindowIsLost()
    {
        Seat seat(true);
        seat.tray.there = false; // it went away meanwhile
        seat.desktop.press(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(seat.closed.count(), 1);
    }

    void itSpeaksTheLanguageOfTheWindow()
    {
        Seat seat(true);
        const int before = seat.tray.translations;
        seat.memory()->setLanguage(QStringLiteral("de"));
        QCOMPARE(seat.tray.translations, before + 1);
        seat.memory()->setLanguage(QStringLiteral("en"));
    }

    void theKeysOpenTheSettings_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("S") << Qt::Key_S << Qt::KeyboardModifiers();
        QTest::newRow("Ctrl+,") << Qt::Key_Comma << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    void theKeysOpenTheSettings()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        Seat seat(false);
        const auto *sheet = seat.desktop.window.window()->findChild<QObject *>(QStringLiteral("settings"));
        QVERIFY(sheet && !sheet->property("visible").toBool());
        seat.desktop.press(key, modifiers);
        QTRY_VERIFY(sheet->property("opened").toBool());
        QVERIFY(sheet->property("hasTray").toBool());
        seat.desktop.press(Qt::Key_Escape);
        QTRY_VERIFY(!sheet->property("visible").toBool());
    }
};

QTEST_MAIN(TestWindowTray)
#include "tst_window_tray.moc"
