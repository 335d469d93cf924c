// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Desktop.h"

#include <QDir>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>

using namespace everbounce;

/// Promises of the window on a wall and before an audience, and of what it saves.
class TestWindowModes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onAWallThereAreTheSceneAndOneLine()
    {
        const Desktop desktop(standingAt(0), {}, true);
        QVERIFY(!desktop.error);
        QTRY_VERIFY(desktop.item("statusLine"));
        QCOMPARE(desktop.window.window()->visibility(), QWindow::FullScreen);
        const QQuickItem *line = desktop.item("statusLine");
        QTRY_VERIFY2(line->property("text").toString().contains(
                         QStringLiteral(" · MirrorJump · 3 nodes · Last minute: ")),
                     qPrintable(line->property("text").toString()));
        for (const char *name : {"nudge", "recorder", "behavior:MirrorJump", "logLines", "behavior"})
            QVERIFY2(!desktop.item(name) || !desktop.item(name)->isVisible(), name);
        QTRY_VERIFY(desktop.scene()->drawn() && desktop.scene()->isVisible());
        const QRectF whole = Desktop::rect(desktop.window.window()->contentItem());
        QVERIFY(whole.contains(Desktop::rect(desktop.scene())) && whole.contains(Desktop::rect(line)));
        QVERIFY(Desktop::rect(line).top() >= Desktop::rect(desktop.scene()).bottom() - 1);
    }

    void onAWallNoKeyDoesAnythingButTheOneThatEndsIt()
    {
        Desktop desktop(standingAt(0), {}, true);
        desktop.activate();
        for (const Qt::Key key : {Qt::Key_N, Qt::Key_X, Qt::Key_P, Qt::Key_F11})
            desktop.press(key);
        QCOMPARE(desktop.window.window()->visibility(), QWindow::FullScreen);
        QVERIFY(desktop.commands().isEmpty());
        QSignalSpy closed(&desktop.window, &DesktopWindow::closed);
        desktop.press(Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE(closed.count(), 1);
    }

    void toAnAudienceItIsLargerAndTheTourBegins()
    {
        const Desktop desktop(standingAt(0));
        desktop.activate();
        desktop.press(Qt::Key_P);
        QTRY_COMPARE(desktop.window.window()->visibility(), QWindow::FullScreen);
        QTRY_VERIFY(desktop.item("tour")->isVisible());
        QVERIFY(!desktop.item("behavior:MirrorJump") || !desktop.item("behavior:MirrorJump")->isVisible());
        QVERIFY(!desktop.item("logLines") || !desktop.item("logLines")->isVisible());
        QVERIFY(desktop.item("nudge")->isVisible());
        desktop.press(Qt::Key_P);
        QTRY_COMPARE(desktop.window.window()->visibility(), QWindow::Windowed);
        QTRY_VERIFY(desktop.item("behavior:MirrorJump")->isVisible());
    }

    void f11IsFullScreenAndBack()
    {
        const Desktop desktop(standingAt(0));
        desktop.activate();
        desktop.press(Qt::Key_F11);
        QTRY_COMPARE(desktop.window.window()->visibility(), QWindow::FullScreen);
        QVERIFY(desktop.item("behavior:MirrorJump")->isVisible());
        desktop.press(Qt::Key_F11);
        QTRY_COMPARE(desktop.window.window()->visibility(), QWindow::Windowed);
    }

    void theRecorderIsSavedInThreeForms()
    {
        QStandardPaths::setTestModeEnabled(true);
        const QTemporaryDir home;
        qputenv("XDG_PICTURES_DIR", home.path().toUtf8());
        const Desktop desktop(standingAt(0));
        desktop.resize({1280, 900});
        QObject *const recorder = desktop.item("recorder");
        const auto saved = [&](const char *kind) {
            QString sentence;
            QMetaObject::invokeMethod(recorder, "save", Q_RETURN_ARG(QString, sentence),
                                      Q_ARG(QString, QString::fromLatin1(kind)),
                                      Q_ARG(QColor, QColor(Qt::white)));
            const QString path = sentence.mid(9).chopped(1); // "Saved as PATH."
            QFile file(path);
            const bool opened = file.open(QIODevice::ReadOnly);
            const QByteArray bytes = opened ? file.readAll() : sentence.toUtf8();
            file.remove();
            return bytes;
        };
        const QSvgRenderer svg(saved("svg"));
        QVERIFY(svg.isValid());
        const QImage png = QImage::fromData(saved("png"), "PNG");
        QCOMPARE(png.width(), 2 * qRound(desktop.item("recorder")->width()));
        const QJsonObject json = QJsonDocument::fromJson(saved("json")).object();
        QVERIFY(json.contains(QStringLiteral("leases")) && json.contains(QStringLiteral("until")));
    }
};

QTEST_MAIN(TestWindowModes)
#include "tst_window_modes.moc"
