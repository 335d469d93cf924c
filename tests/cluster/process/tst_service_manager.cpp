// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <QFile>
#include <QSocketNotifier>
#include <QTest>

#include <csignal>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace everbounce::harness;

namespace {

/// Listens as a service manager does.
class ManagerSocket
{
public:
    explicit ManagerSocket(const QString &path)
        : m_descriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
        , m_notifier(m_descriptor, QSocketNotifier::Read)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
        if (::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            qFatal("No socket can be made at %s.", qPrintable(path));
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { read(); });
    }
    ~ManagerSocket() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(ManagerSocket)

    /// What the node has reported, oldest first; a message of several lines is one.
    const QStringList &told() const { return m_told; }
    qsizetype pings() const { return m_told.count(QStringLiteral("WATCHDOG=1")); }

private:
    void read()
    {
        char buffer[4096];
        for (ssize_t count; (count = ::recv(m_descriptor, buffer, sizeof buffer, 0)) > 0;)
            m_told << QString::fromUtf8(buffer, count);
    }

    int m_descriptor;
    QSocketNotifier m_notifier;
    QStringList m_told;
};

} // namespace

/// What a node reports to the service manager that started it.
class TestServiceManager : public QObject
{
    Q_OBJECT

private:
    ClusterGround m_ground;
    QString m_socket = m_ground.directory() + QLatin1String("/notify");

    NodeOptions options()
    {
        NodeOptions options = m_ground.optionsOf(0);
        options.environment.insert(QStringLiteral("NOTIFY_SOCKET"), m_socket);
        return options;
    }

private Q_SLOTS:
    void cleanup() { QFile::remove(m_socket); }

    void itIsReadyThenAliveThenStops()
    {
        const ManagerSocket manager(m_socket);
        NodeOptions options = this->options();
        options.environment.insert(QStringLiteral("WATCHDOG_USEC"), QStringLiteral("200000"));
        NodeProcess node(options);
        node.start();
        QVERIFY(waitUntil([&] { return manager.pings() >= 5; }));
        QVERIFY(node.isReady());
        QCOMPARE(manager.told().first(),
                 QStringLiteral("READY=1\nSTATUS=Serves %1").arg(node.url().toString()));

        node.signal(SIGTERM);
        QCOMPARE(node.waitForExitStatus(), 0);
        QVERIFY(waitUntil([&] { return manager.told().contains(QStringLiteral("STOPPING=1")); }));
    }

    void itFeedsNoWatchdogThatNobodyAskedFor_data()
    {
        QTest::addColumn<QString>("microseconds");
        QTest::addColumn<QString>("pid");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("not a time") << QStringLiteral("soon") << QString();
        QTest::newRow("another process's") << QStringLiteral("1000") << QStringLiteral("1");
    }

    void itFeedsNoWatchdogThatNobodyAskedFor()
    {
        QFETCH(QString, microseconds);
        QFETCH(QString, pid);
        const ManagerSocket manager(m_socket);
        NodeOptions options = this->options();
        options.environment.insert(QStringLiteral("WATCHDOG_USEC"), microseconds);
        options.environment.insert(QStringLiteral("WATCHDOG_PID"), pid);
        NodeProcess node(options);
        node.start();
        QVERIFY(waitUntil([&] { return !manager.told().isEmpty(); }));
        node.signal(SIGTERM);
        QCOMPARE(node.waitForExitStatus(), 0);
        QVERIFY(waitUntil([&] { return manager.told().contains(QStringLiteral("STOPPING=1")); }));
        QCOMPARE(manager.told().size(), 2);
    }

    void whereNobodyListensItSaysSoAndRunsOn()
    {
        NodeProcess node(options());
        node.start();
        QVERIFY(waitUntil([&] { return node.standardError().contains(m_socket); }));
        node.signal(SIGTERM);
        QCOMPARE(node.waitForExitStatus(), 0);
    }
};

QTEST_GUILESS_MAIN(TestServiceManager)
#include "tst_service_manager.moc"
