// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/KeepAwake.h"

#include <QDBusServer>
#include <QSignalSpy>
#include <QTest>

using namespace everbounce;

/// A desktop as a program sees it that asks it to leave the screen on.
class FakeScreenSaver : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    QStringList wishes;
    QList<uint> ended;

public Q_SLOTS:
    uint Inhibit(const QString &application, const QString &why)
    {
        wishes << application + u' ' + why;
        return uint(wishes.size());
    }
    void UnInhibit(uint cookie) { ended << cookie; }
};

/// Promises of what keeps the screen on.
class TestKeepAwake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksTheDesktopAndTakesItBack()
    {
        QDBusServer server;
        FakeScreenSaver desktop;
        std::optional<QDBusConnection> served;
        connect(&server, &QDBusServer::newConnection, this, [&](const QDBusConnection &connection) {
            served = connection;
            served->registerObject(QStringLiteral("/org/freedesktop/ScreenSaver"), &desktop,
                                   QDBusConnection::ExportAllSlots);
        });
        const QDBusConnection bus = QDBusConnection::connectToPeer(server.address(), QStringLiteral("test"));
        QVERIFY(bus.isConnected());
        QTRY_VERIFY(served);
        {
            const KeepAwake awake(QStringLiteral("a test"), bus);
            QTRY_COMPARE(desktop.wishes, QStringList(QStringLiteral("org.everbounce.Everbounce a test")));
            QTRY_VERIFY(awake.isHeeded());
        }
        QTRY_COMPARE(desktop.ended, QList<uint>{1});
    }

    void doesWithoutADesktop()
    {
        const KeepAwake awake(QStringLiteral("a test"), QDBusConnection(QStringLiteral("none")));
        QVERIFY(!awake.isHeeded());
    }
};

QTEST_GUILESS_MAIN(TestKeepAwake)
#include "tst_keep_awake.moc"
