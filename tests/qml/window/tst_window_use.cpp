// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Desktop.h"

#include <QDesktopServices>

using namespace everbounce;

/// Promises of the window in use: keys, mouse, and what follows.
class TestWindowUse : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void openUrl(const QUrl &url) { m_opened.append(url); }

private:
    QList<QUrl> m_opened;

private Q_SLOTS:
    void init()
    {
        m_opened.clear();
        QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "openUrl");
    }
    void cleanup() { QDesktopServices::unsetUrlHandler(QStringLiteral("http")); }

    void whatIsClickedReachesTheNodeAndItsAnswerIsShown()
    {
        Desktop desktop(standingAt(0));
        desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            view.behaviors = {{.name = QStringLiteral("MirrorJump")},
                              {.name = QStringLiteral("Bad"), .problem = QStringLiteral("Bad is bad.")}};
            node.publish(view);
        });
        desktop.resize({1280, 900});
        QTRY_VERIFY(desktop.item("behavior:Bad") && desktop.item("behavior:Bad")->width() > 0);
        for (const char *name : {"nudge", "behavior:Bad"})
            desktop.click(desktop.item(name));
        QTRY_COMPARE(desktop.commands(),
                     (QList{Command::nudge(), Command::setBehavior(QStringLiteral("Bad"))}));
        QTRY_VERIFY(desktop.item("alert"));
        QCOMPARE(desktop.item("alert")->property("text").toString(), QStringLiteral("Bad is bad."));
    }

    void aMemberIsRemovedAfterASecondLook()
    {
        Desktop desktop(standingAt(0));
        desktop.activate();
        desktop.cluster.run([](FakeNode &node) { node.publish(threeNodes()); });
        desktop.resize({1280, 900});
        auto *const sheet = desktop.window.window()->findChild<QObject *>(QStringLiteral("pairing"));
        QVERIFY(sheet && QMetaObject::invokeMethod(sheet, "open"));
        QTRY_VERIFY(sheet->property("opened").toBool());
        const auto item = [&](const QString &name) {
            return Desktop::find(sheet->property("contentItem").value<QQuickItem *>(),
                                 QLatin1String(name.toLatin1()));
        };
        const auto member = [&](const char *part, quint64 id) {
            return item(QLatin1String(part) + u':' + toString(NodeId{id}));
        };
        QTRY_VERIFY(member("memberRemove", 3) && member("memberRemove", 3)->width() > 0);
        QVERIFY(!member("memberRemove", 1)); // this node
        desktop.settle();
        desktop.click(member("memberRemove", 3));
        QTRY_VERIFY(member("memberKeep", 3)->hasActiveFocus()); // not on what cannot be undone
        QVERIFY(member("memberName", 3)
                    ->property("text")
                    .toString()
                    .contains(QLatin1String("leave the cluster")));
        desktop.settle();
        desktop.click(member("memberRemoveForGood", 3));
        QTRY_COMPARE(item(QStringLiteral("memberNews"))->property("text").toString(),
                     QStringLiteral("“gamma:4002” was removed. 2 nodes have the new key."));
        QTRY_VERIFY(!member("memberRemove", 3));
    }

    void keysLeadToEveryPart()
    {
        const Desktop desktop(standingAt(0));
        desktop.activate();
        desktop.press(Qt::Key_R);
        QVERIFY(desktop.hasFocus("recorder"));
        desktop.press(Qt::Key_F);
        QVERIFY(desktop.hasFocus("fault:kill-node"));
        desktop.press(Qt::Key_C);
        QVERIFY(desktop.hasFocus("page:0000000000000001"));
        desktop.press(Qt::Key_B);
        QVERIFY(desktop.hasFocus("behavior:MirrorJump"));
    }

    void keysDoWhatTheirControlsDo()
    {
        Desktop desktop(standingAt(0));
        desktop.activate();
        const auto isChecked = [&](const char *name) {
            return desktop.item(name)->property("checked").toBool();
        };
        desktop.press(Qt::Key_X);
        QTRY_VERIFY(isChecked("chaos"));
        desktop.settle(); // by then the command is answered
        desktop.press(Qt::Key_X);
        QTRY_VERIFY(!isChecked("chaos"));
        desktop.press(Qt::Key_T);
        QVERIFY(isChecked("theme:light"));
        desktop.press(Qt::Key_N);
        QCOMPARE(desktop.commands(),
                 (QList{Command::setChaos(true), Command::setChaos(false), Command::nudge()}));
    }

    void aKeyThatIsHeldDownIsPressedOnce()
    {
        Desktop desktop(standingAt(0));
        desktop.activate();
        for (int i = 0; i < 3; ++i) {
            const bool isRepeat = i > 0;
            qt_handleKeyEvent(desktop.window.window(), QEvent::KeyPress, Qt::Key_X, {}, QStringLiteral("x"),
                              isRepeat);
        }
        QTRY_VERIFY(desktop.item("chaos")->property("checked").toBool());
        QCOMPARE(desktop.commands(), QList{Command::setChaos(true)});
    }

    void whatTheKeysDoIsWrittenBesideIt_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("key");
        QTest::newRow("C") << "Cluster"
                           << "C";
        QTest::newRow("R") << "Flight recorder"
                           << "R";
        QTest::newRow("B") << "Behaviours"
                           << "B";
    }
    void whatTheKeysDoIsWrittenBesideIt()
    {
        QFETCH(QString, title);
        QFETCH(QString, key);
        const Desktop desktop(standingAt(0));
        desktop.resize({1280, 800});
        const QQuickItem *words = desktop.withText(title);
        QVERIFY(words);
        const auto beside = words->parentItem()->childItems();
        QVERIFY(std::any_of(beside.begin(), beside.end(), [&](const QQuickItem *item) {
            return item->property("key").toString() == key && item->isVisible() && item->width() > 0;
        }));
    }

    void theListOfKeysOpensAndCloses_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("?") << Qt::Key_Question << Qt::KeyboardModifiers(Qt::ShiftModifier);
        QTest::newRow("F1") << Qt::Key_F1 << Qt::KeyboardModifiers();
    }
    void theListOfKeysOpensAndCloses()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        const Desktop desktop(standingAt(0));
        desktop.activate();
        const QObject *keys = desktop.window.window()->findChild<QObject *>(QStringLiteral("keys"));
        QVERIFY(keys && !keys->property("visible").toBool());
        desktop.press(key, modifiers);
        QTRY_VERIFY(keys->property("opened").toBool());
        desktop.press(Qt::Key_Tab); // stays in it
        QVERIFY(desktop.hasFocus("close"));
        desktop.press(Qt::Key_Escape);
        QTRY_VERIFY(!keys->property("visible").toBool());
    }

    void keysCloseTheWindow_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Ctrl+Q") << Qt::Key_Q;
        QTest::newRow("Ctrl+W") << Qt::Key_W;
    }
    void keysCloseTheWindow()
    {
        QFETCH(Qt::Key, key);
        const Desktop desktop(standingAt(0));
        desktop.activate();
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        desktop.press(key, Qt::ControlModifier);
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(!desktop.window.window()->isVisible());
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
        desktop.activate();
        const QQuickItem *button = desktop.item("openPage");
        QTRY_VERIFY(button->width() > 0);
        if (byKeyboard) {
            for (int i = 0; i < 40 && !button->hasActiveFocus(); ++i)
                desktop.press(Qt::Key_Tab);
            QTRY_VERIFY(button->hasActiveFocus() && button->property("visualFocus").toBool());
            desktop.press(Qt::Key_Return);
        } else {
            desktop.click(button);
        }
        QTRY_COMPARE(m_opened, QList<QUrl>{Desktop::pageUrl()});
    }

    void theMenuOpensThePage()
    {
        const Desktop desktop(standingAt(0));
        desktop.activate();
        desktop.item("menu")->forceActiveFocus(Qt::TabFocusReason);
        desktop.press(Qt::Key_Space);
        QTRY_VERIFY(desktop.withText(QStringLiteral("About Everbounce")));
        desktop.press(Qt::Key_Down);
        desktop.press(Qt::Key_Return);
        QTRY_COMPARE(m_opened, QList<QUrl>{Desktop::pageUrl()});
    }

    void aNodesNameOpensItsPage()
    {
        const Desktop desktop(standingAt(0));
        desktop.resize({1280, 800});
        desktop.click(desktop.item("page:0000000000000002"));
        QTRY_COMPARE(m_opened, QList<QUrl>{threeNodes().nodes[1].url});
    }

    void whatAListThatIsTakenOverHasNewIsShown()
    {
        Desktop desktop(standingAt(0));
        desktop.cluster.run([](FakeNode &node) {
            node.replaceEvents(
                {{.id = 1, .at = 1000, .text = QStringLiteral("long ago")},
                 {.id = 2, .at = QDateTime::currentMSecsSinceEpoch(), .text = QStringLiteral("just now")}});
        });
        QTRY_VERIFY(desktop.item("alert"));
        QCOMPARE(desktop.all("alert").size(), 1);
        QCOMPARE(desktop.item("alert")->property("text").toString(), QStringLiteral("just now"));
    }
};

QTEST_MAIN(TestWindowUse)
#include "tst_window_use.moc"
