// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"
#include "tests/fakes/SelfSigned.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// Two real nodes with a certificate, and everbouncectl.
class TestHttps : public QObject
{
    Q_OBJECT

private:
    struct Run
    {
        int status = -1;
        QByteArray output;
        QByteArray error;
    };

    QString file(const char *name) const { return m_ground->directory() + u'/' + QLatin1String(name); }
    QString certificate() const { return file("ball.pem"); }
    QString key() const { return file("ball.key"); }

    /// What a node leaves for the programs of its user.
    QByteArray left(const QUrl &node) const
    {
        QFile pem(file(".local/share/everbounce/run/") + QString::number(node.port()) +
                  QLatin1String(".pem"));
        return pem.open(QIODevice::ReadOnly) ? pem.readAll() : QByteArray();
    }

    Run ctl(const QStringList &words, const QUrl &node, const QString &home)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home);
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        process.setProcessEnvironment(environment);
        process.start(programPath(QStringLiteral("everbouncectl")),
                      words + QStringList{QStringLiteral("--url"), node.toString()});
        waitUntil([&] { return process.state() == QProcess::NotRunning; });
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    Run ctl(const QStringList &words, const QUrl &node) { return ctl(words, node, m_ground->directory()); }

    NodeOptions options(int number, bool encrypted)
    {
        NodeOptions options = m_ground->optionsOf(number);
        if (encrypted)
            options.more << QStringLiteral("--tls-certificate") << certificate()
                         << QStringLiteral("--tls-key") << key();
        return options;
    }

    bool isUp(NodeProcess &node)
    {
        node.start();
        return waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady();
    }

    std::unique_ptr<ClusterGround> m_ground;
    SelfSigned m_pair;

private Q_SLOTS:
    void init()
    {
        m_ground = std::make_unique<ClusterGround>();
        QVERIFY(m_pair.write(certificate(), key()));
    }

    void aClusterServesOverHttps()
    {
        NodeProcess first(options(0, true)), second(options(1, true));
        QVERIFY(isUp(first) && isUp(second));
        QCOMPARE(first.url().scheme(), QStringLiteral("https"));
        QJsonArray nodes;
        QVERIFY(waitUntil([&] {
            const Run run = ctl({QStringLiteral("status"), QStringLiteral("--json")}, first.url());
            nodes = QJsonDocument::fromJson(run.output).object().value(QLatin1String("nodes")).toArray();
            return nodes.size() == 2;
        }));
        for (const QJsonValue &node : nodes)
            QVERIFY(node[QLatin1String("url")].toString().startsWith(QLatin1String("https://127.0.0.1:")));

        // Local trust is the same, and "http" means this node, too.
        QUrl plain = first.url();
        plain.setScheme(QStringLiteral("http"));
        const Run nudge = ctl({QStringLiteral("nudge")}, plain);
        QVERIFY2(nudge.status == 0, nudge.error.constData());
        const Run watch = ctl({QStringLiteral("watch"), QStringLiteral("--json"), QStringLiteral("--count"),
                               QStringLiteral("3")},
                              second.url());
        QVERIFY2(watch.status == 0, watch.error.constData());

        // The page's node dies: the other one holds, over HTTPS as before.
        first.kill();
        QVERIFY(waitUntil([&] {
            return ctl({QStringLiteral("status"), QStringLiteral("--json")}, second.url())
                .output.contains("\"holder\":\"" + second.id().toLatin1());
        }));
    }

    void strangersNeedToBeToldTheCertificate()
    {
        NodeProcess node(options(0, true));
        QVERIFY(isUp(node));
        const QString elsewhere = file("elsewhere");
        const Run refused = ctl({QStringLiteral("status")}, node.url(), elsewhere);
        QCOMPARE(refused.status, 3);
        QVERIFY2(refused.error.contains("--ca"), refused.error.constData());
        const Run refusedToWatch = ctl({QStringLiteral("watch")}, node.url(), elsewhere);
        QCOMPARE(refusedToWatch.status, 3);
        QVERIFY2(refusedToWatch.error.contains("--ca"), refusedToWatch.error.constData());
        const QStringList known{QStringLiteral("status"), QStringLiteral("--ca"), certificate()};
        QCOMPARE(ctl(known, node.url(), elsewhere).status, 0);
    }

    void aRenewedCertificateIsUsedWithoutARestart()
    {
        NodeProcess node(options(0, true));
        QVERIFY(isUp(node));
        QCOMPARE(left(node.url()), m_pair.certificate);
        const SelfSigned renewed;
        QVERIFY(renewed.write(certificate(), key()));
        // In between it knows the node by the former one.
        QVERIFY(waitUntil([&] {
            ctl({QStringLiteral("status")}, node.url());
            return left(node.url()) == renewed.certificate;
        }));
        QCOMPARE(ctl({QStringLiteral("status")}, node.url()).status, 0);
        node.signal(SIGTERM);
        QCOMPARE(node.waitForExitStatus(), 0);
        QVERIFY(left(node.url()).isEmpty());
    }

    void aPlainNodeRemovesWhatAKilledOneLeft()
    {
        NodeProcess node(options(0, true));
        QVERIFY(isUp(node));
        node.kill();
        QVERIFY(!left(node.url()).isEmpty());
        NodeProcess plain(options(0, false));
        QVERIFY(isUp(plain));
        QCOMPARE(plain.url().scheme(), QStringLiteral("http"));
        QVERIFY(left(plain.url()).isEmpty());
        QCOMPARE(ctl({QStringLiteral("status")}, plain.url()).status, 0);
    }

    void aPairThatCannotBeUsedEndsTheStart()
    {
        QVERIFY(SelfSigned::replace(key(), SelfSigned().key));
        NodeProcess node(options(0, true));
        node.start();
        QCOMPARE(node.waitForExitStatus(), 2);
        QCOMPARE(node.standardError().count(u'\n'), 1);
        QVERIFY2(node.standardError().contains(QLatin1String("is not the key of")),
                 qPrintable(node.standardError()));
    }
};

int main(int argc, char *argv[])
{
    enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestHttps test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_https.moc"
