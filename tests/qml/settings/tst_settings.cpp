// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/Autostart.h"
#include "gui/settings/HandoverNotice.h"
#include "gui/settings/NodeSettingsModel.h"
#include "tests/fakes/FakeSettings.h"

#include <QDBusServer>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// A desktop as a program sees it that has something to say.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList said;

public Q_SLOTS:
    QStringList GetCapabilities() { return {QStringLiteral("body")}; }
    uint Notify(const QString &program, uint former, const QString &, const QString &summary,
                const QString &body, const QStringList &, const QVariantMap &, int)
    {
        said << QStringLiteral("%1 %2 %3: %4").arg(program).arg(former).arg(summary, body);
        return 5;
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
};

/// Promises of what a window's settings do, apart from how they look.
class TestSettings : public QObject
{
    Q_OBJECT

    static EventView lease(quint64 term, const char *node, double vacant)
    {
        return {.node = QLatin1String(node), .facts = {EventFacts::Kind::Lease, {term}, term, vacant, {}}};
    }

private Q_SLOTS:
    void aStartWithTheSessionIsAFileOfTheDesktop()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/org.everbounce.Everbounce.desktop"));
        Autostart autostart(folder.filePath(QStringLiteral("new")));
        QVERIFY(!autostart.isOn());
        autostart.set(true);
        QVERIFY(autostart.isOn());
        const QSettings entry(path, QSettings::IniFormat);
        QCOMPARE(entry.value(QStringLiteral("Desktop Entry/Type")), QVariant(QStringLiteral("Application")));
        QCOMPARE(entry.value(QStringLiteral("Desktop Entry/TryExec")),
                 QVariant(QCoreApplication::applicationFilePath()));
        autostart.set(false);
        QVERIFY(!autostart.isOn());
        QVERIFY(!QFile::exists(path));
    }

    void anEntryThatTheDesktopSwitchedOffIsOff()
    {
        const QTemporaryDir folder;
        Autostart autostart(folder.path());
        for (const char *line : {"Hidden=true\n", "X-GNOME-Autostart-enabled=false\n"}) {
            QFile file(folder.filePath(QStringLiteral("org.everbounce.Everbounce.desktop")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray("[Desktop Entry]\nType=Application\n") + line);
            file.close();
            QVERIFY2(!autostart.isOn(), line);
            autostart.set(true);
            QVERIFY(autostart.isOn());
        }
    }

    void aStartThatCannotBeKeptSaysWhy()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Autostart autostart(folder.filePath(QStringLiteral("file/autostart")));
        autostart.set(true);
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.property("news").toString().contains(QLatin1String("cannot be written")));
    }

    void thePathOfTheProgramIsOneWord_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("exec");
        QTest::newRow("plain") << "/usr/bin/everbounce"
                               << "\"/usr/bin/everbounce\"";
        QTest::newRow("a space") << "/opt/my programs/e"
                                 << "\"/opt/my programs/e\"";
        QTest::newRow("special") << "/o/a\"b$c\\d%e"
                                 << "\"/o/a\\\\\"b\\\\$c\\\\\\\\d%%e\"";
    }
    void thePathOfTheProgramIsOneWord()
    {
        QFETCH(const QString, path);
        QTEST(asExec(path), "exec");
    }

    void aChangeOfHandsIsToldToTheDesktop()
    {
        QDBusServer server;
        FakeDesktop desktop;
        std::optional<QDBusConnection> served;
        connect(&server, &QDBusServer::newConnection, this, [&](const QDBusConnection &connection) {
            served = connection;
            served->registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        });
        const QDBusConnection bus = QDBusConnection::connectToPeer(server.address(), QStringLiteral("test"));
        QTRY_VERIFY(served);
        HandoverNotice notice(bus);
        QSignalSpy clicked(&notice, &HandoverNotice::clicked);
        notice.addEvent(lease(3, "alpha", 0)); // it begins; nobody wants to hear of it, either
        notice.addEvent(lease(4, "beta", 0.25));
        notice.setWanted(true);
        notice.addEvent(lease(5, "gamma", 0.25));
        QTRY_COMPARE(desktop.said,
                     QStringList(QStringLiteral("Everbounce 0 gamma flies the ball now: Nobody held the "
                                                "lease for 250 ms. The ball flew on.")));
        QTRY_COMPARE(notice.news(), QString());
        Q_EMIT desktop.ActionInvoked(5, QStringLiteral("default"));
        QTRY_COMPARE(clicked.count(), 1);
        notice.addEvent(lease(6, "alpha", 0));
        QTRY_COMPARE(desktop.said.size(), 2);
        QVERIFY(desktop.said.last().startsWith(QLatin1String("Everbounce 5 alpha"))); // in its place
        notice.begin();
        notice.addEvent(lease(7, "alpha", 0)); // another object stands for the node
        notice.setWanted(false);
        notice.addEvent(lease(8, "beta", 0));
        notice.setWanted(true);
        notice.addEvent(lease(9, "gamma", 0));
        QTRY_COMPARE(desktop.said.size(), 3);
        QVERIFY(desktop.said.last().contains(QLatin1String("gamma")));
    }

    void aDesktopWithoutNotificationsIsTold()
    {
        HandoverNotice notice(QDBusConnection(QStringLiteral("none")));
        QVERIFY(notice.news().isEmpty());
        notice.setWanted(true);
        QVERIFY(!notice.news().isEmpty());
        notice.addEvent(lease(1, "alpha", 0));
        notice.addEvent(lease(2, "beta", 0));
    }

    void whatIsWrongIsSaidBesideTheFieldAndNotAskedFor()
    {
        FakeSettings settings;
        NodeSettingsModel model;
        model.attach(&settings);
        model.name->apply(QString(65, u'x'));
        QCOMPARE(model.name->told(), QStringLiteral("A name has at most 64 characters."));
        QVERIFY(model.name->isWrong());
        QVERIFY(!model.port->isWrong());
        model.port->apply(QStringLiteral("70000"));
        QCOMPARE(model.port->told(), QStringLiteral("A port is a number from 0 to 65535."));
        QVERIFY(settings.asked.isEmpty());
        model.name->apply(QStringLiteral("desk"));
        QVERIFY(!model.name->isWrong());
        QCOMPARE(model.name->text(), QStringLiteral("desk"));
        settings.refusal = QStringLiteral("Port 4001 is in use.");
        model.port->apply(QStringLiteral("4001"));
        QCOMPARE(model.port->told(), settings.refusal);
        QCOMPARE(settings.asked, (QStringList{QStringLiteral("name desk"), QStringLiteral("port 4001")}));
        model.port->forget();
        QCOMPARE(model.port->told(), QStringLiteral("Now 4000."));
    }

    void whatIsGivenIsShownAndNotAskedFor()
    {
        FakeSettings settings;
        NodeSettingsModel model;
        model.attach(&settings);
        settings.show({.name = {QStringLiteral("lamp"), {}, QStringLiteral("--name")},
                       .port = {QStringLiteral("4005"), QStringLiteral("4123"), {}},
                       .portIsBusy = true});
        QVERIFY(model.name->isFixed());
        QCOMPARE(model.name->text(), QStringLiteral("lamp"));
        QCOMPARE(model.name->told(),
                 QStringLiteral("Set by --name. Start without that option to change it here."));
        QCOMPARE(model.port->told(),
                 QStringLiteral("Another program had port 4123 at the start, so it is 4005 this time."));
        model.name->apply(QStringLiteral("desk"));
        QVERIFY(settings.asked.isEmpty());
        settings.show({.name = {QStringLiteral("laptop:4001"), {}, {}}, .isOthers = true});
        QVERIFY(model.name->isFixed() && model.port->isFixed());
        QVERIFY(model.name->told().contains(QLatin1String("laptop:4001")));
    }

    /// By the window, so that it is in its language.
    void whatCannotBeHadIsSaid()
    {
        FakeSettings settings;
        NodeSettingsModel model;
        model.attach(&settings);
        settings.refusal = QStringLiteral("In the node's words.");
        settings.refusalIsTaken = true;
        model.name->apply(QStringLiteral("desk"));
        QCOMPARE(model.name->told(), QStringLiteral("Another node of yours is called desk."));
        model.port->apply(QStringLiteral("80"));
        QCOMPARE(
            model.port->told(),
            QStringLiteral("Port 80 cannot be opened: another program has it, or it takes more rights."));
        model.name->forget();
        settings.show(
            {.name = {QStringLiteral("laptop:4000"), QStringLiteral("desk"), {}}, .nameIsBusy = true});
        QCOMPARE(model.name->told(),
                 QStringLiteral(
                     "Another node of yours is called desk, so this one is called laptop:4000 for now."));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
