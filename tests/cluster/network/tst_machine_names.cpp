// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"
#include "web/access/addresses/MachineNames.h"

#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryFile>

#include <sys/mount.h>

using namespace everbounce::harness;

/// A node that is open to the network answers to the names and addresses that its machine has now.
class TestMachineNames : public QObject
{
    Q_OBJECT

private:
    QString m_problem;
    QTemporaryFile m_hosts;

    /// Asks for the page as a browser does that was sent to this name.
    static int statusOf(const QUrl &node, const QByteArray &name)
    {
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(node.port())));
        request.setRawHeader("Host", name);
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        waitUntil([&] { return reply->isFinished(); });
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    /// /etc/hosts has these names of this machine from now on.
    bool tellOf(const QByteArray &names)
    {
        return m_hosts.resize(0) && m_hosts.seek(0) &&
               m_hosts.write("127.0.0.1 localhost\n127.0.1.1 " + names + '\n') > 0 && m_hosts.flush();
    }

    static bool ip(const QString &arguments)
    {
        return QProcess::execute(QStringLiteral("ip"), arguments.split(u' ')) == 0;
    }

public:
    explicit TestMachineNames(const QString &problem)
        : m_problem(problem)
    {
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: %1.").arg(m_problem)));
        const QByteArray name = QHostInfo::localHostName().toUtf8();
        QVERIFY(m_hosts.open());
        QVERIFY(tellOf("box.example.test " + name));
        QVERIFY(m_hosts.setPermissions(QFile::ReadOwner | QFile::ReadOther));
        QVERIFY(mount(QFile::encodeName(m_hosts.fileName()).constData(), "/etc/hosts", nullptr, MS_BIND,
                      nullptr) == 0);
    }

    void areFollowed()
    {
        TestCluster cluster(1, [](NodeOptions &options, int) {
            options.listen = QStringLiteral("lan");
            options.address = QStringLiteral("127.0.0.1");
        });
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QUrl node = cluster.node(0).url();
        QVERIFY(waitUntil([&] { return statusOf(node, "box.example.test:4000") == 200; }));
        QCOMPARE(statusOf(node, "evil.example.test"), 403);

        QCOMPARE(statusOf(node, "10.99.0.1:4000"), 403);
        QVERIFY(ip(QStringLiteral("address add 10.99.0.1/32 dev lo")));
        QVERIFY(waitUntil([&] { return statusOf(node, "10.99.0.1:4000") == 200; }));
        QVERIFY(ip(QStringLiteral("address del 10.99.0.1/32 dev lo")));
        QVERIFY(ip(QStringLiteral("address add 10.99.0.2/32 dev lo")));
        QVERIFY(waitUntil([&] { return statusOf(node, "10.99.0.2:4000") == 200; }));
        QCOMPARE(statusOf(node, "10.99.0.1:4000"), 403);
        QCOMPARE(statusOf(node, "box.example.test"), 200);
    }

    // At first the bare name is all that is known, and an answer as well.
    void aFullNameMayBecomeKnownLater()
    {
        const QByteArray name = QHostInfo::localHostName().toUtf8();
        QVERIFY(tellOf(name));
        QStringList known;
        everbounce::MachineNames names(nullptr, std::chrono::milliseconds(5));
        connect(&names, &everbounce::MachineNames::changed, this,
                [&](const QStringList &now) { known = now; });
        names.follow();
        QVERIFY(waitUntil([&] { return known.count(QString::fromUtf8(name)) == 2; }));
        QVERIFY(tellOf("late.example.test " + name));
        QVERIFY(waitUntil([&] { return known.contains(QLatin1String("late.example.test")); }));
    }
};

int main(int argc, char *argv[])
{
    const QString problem = enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestMachineNames test(problem);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_machine_names.moc"
