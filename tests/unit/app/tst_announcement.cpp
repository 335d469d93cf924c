// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/Announcement.h"

#include <QDBusContext>
#include <QDBusServer>
#include <QTest>

using namespace everbounce;

/// One group of entries at Avahi, as a program sees it that makes one.
class FakeGroup : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Avahi.EntryGroup")
public:
    QStringList taken; ///< names that others have
    QStringList said;

public Q_SLOTS:
    void AddService(int, int, uint, const QString &name, const QString &type, const QString &,
                    const QString &, ushort port, const QList<QByteArray> &texts)
    {
        if (taken.contains(name))
            return sendErrorReply(QStringLiteral("org.freedesktop.Avahi.CollisionError"),
                                  QStringLiteral("Local name collision"));
        said << QStringLiteral("add %1 %2 %3 %4")
                    .arg(name, type)
                    .arg(port)
                    .arg(QString::fromUtf8(texts.value(0)));
    }
    void Commit() { said << QStringLiteral("commit"); }
    void Reset() { said << QStringLiteral("reset"); }
    void Free() { said << QStringLiteral("free"); }

Q_SIGNALS:
    void StateChanged(int state, const QString &error);
};

class FakeAvahi : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Avahi.Server")
public Q_SLOTS:
    QDBusObjectPath EntryGroupNew() { return QDBusObjectPath(QStringLiteral("/group")); }
    QString GetAlternativeServiceName(const QString &name) { return name + QLatin1String(" #2"); }
};

/// Promises of what tells the network of a page.
class TestAnnouncement : public QObject
{
    Q_OBJECT

private:
    QDBusServer m_server;
    FakeAvahi m_avahi;
    std::unique_ptr<FakeGroup> m_group;
    std::optional<QDBusConnection> m_served;
    int m_connections = 0;

    /// As the program has it.
    QDBusConnection bus()
    {
        m_served.reset();
        const QDBusConnection made =
            QDBusConnection::connectToPeer(m_server.address(), QStringLiteral("test%1").arg(++m_connections));
        return QTest::qWaitFor([this] { return m_served.has_value(); })
                   ? made
                   : QDBusConnection(QStringLiteral("none"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        connect(&m_server, &QDBusServer::newConnection, this, [this](const QDBusConnection &connection) {
            QDBusConnection served = connection;
            served.registerObject(QStringLiteral("/"), &m_avahi, QDBusConnection::ExportAllSlots);
            served.registerObject(QStringLiteral("/group"), m_group.get(),
                                  QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
            m_served = served;
        });
    }
    void init() { m_group = std::make_unique<FakeGroup>(); }

    void thePageIsAnnouncedAndWithdrawn()
    {
        Announcement announcement(bus());
        announcement.announce(QStringLiteral("desk"), 4003, false);
        QTRY_COMPARE(m_group->said, (QStringList{QStringLiteral("add Everbounce desk _http._tcp 4003 path=/"),
                                                 QStringLiteral("commit")}));
        announcement.announce(QStringLiteral("desk"), 4003, true);
        QTRY_COMPARE(m_group->said.mid(2),
                     (QStringList{QStringLiteral("free"),
                                  QStringLiteral("add Everbounce desk _https._tcp 4003 path=/"),
                                  QStringLiteral("commit")}));
        announcement.withdraw();
        QTRY_COMPARE(m_group->said.last(), QStringLiteral("free"));
    }

    void aNameThatOthersHaveIsLeftToThem()
    {
        m_group->taken = {QStringLiteral("Everbounce desk")};
        Announcement announcement(bus());
        announcement.announce(QStringLiteral("desk"), 4003, false);
        QTRY_COMPARE(m_group->said,
                     (QStringList{QStringLiteral("reset"),
                                  QStringLiteral("add Everbounce desk #2 _http._tcp 4003 path=/"),
                                  QStringLiteral("commit")}));
        // Somebody on the network has that one, which shows only later.
        Q_EMIT m_group->StateChanged(3, {});
        QTRY_COMPARE(m_group->said.size(), 6);
        QVERIFY(m_group->said[4].contains(QLatin1String("desk #2 #2")));
    }

    void aNameTooLongIsCutAtACharacter()
    {
        Announcement announcement(bus());
        announcement.announce(QString(64, QChar(0x00fc)), 4000, false); // two bytes each
        QTRY_COMPARE(m_group->said.size(), 2);
        const QString name = m_group->said.first().section(u' ', 1, 2);
        QCOMPARE(name.toUtf8().size(), 11 + 2 * 26);
    }

    void doesWithoutABus()
    {
        Announcement announcement(QDBusConnection(QStringLiteral("none")));
        announcement.announce(QStringLiteral("desk"), 4003, false);
        announcement.withdraw();
        QVERIFY(m_group->said.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAnnouncement)
#include "tst_announcement.moc"
