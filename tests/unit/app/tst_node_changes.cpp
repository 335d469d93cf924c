// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodeRuntime.h"
#include "engine/cluster/pairing/line/JoinByLine.h"
#include "engine/node/pairing/Pairing.h"
#include "engine/node/view/SettingsInterface.h"
#include "tests/cluster/harness/network/FreePorts.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;
using everbounce::harness::freeTcpPort;
using everbounce::harness::freeUdpPort;

/// Promises of a node that gets another name or port while people are let in by it.
class TestNodeChanges : public QObject
{
    Q_OBJECT

private:
    using Stage = PairingView::Stage;
    using Kind = PairingAction::Kind;

    const quint16 m_port = freeUdpPort();
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<NodeRuntime> m_runtime;
    PairingView m_view;

    Options options() const
    {
        return readOptions({QStringLiteral("everbounce"), QStringLiteral("--listen"),
                            QStringLiteral("loopback"), QStringLiteral("--discovery-port"),
                            QString::number(m_port), QStringLiteral("--state-dir"),
                            m_home->filePath(QStringLiteral("state")), QStringLiteral("--cluster-key-file"),
                            m_home->filePath(QStringLiteral("keys/cluster.key"))},
                           true)
            .options.value_or(Options());
    }

    void act(const PairingAction &action)
    {
        QMetaObject::invokeMethod(m_runtime->pairing(),
                                  [pairing = m_runtime->pairing(), action] { pairing->act(1, action); });
    }

    /// As somebody does in the window; true once the node has begun anew.
    bool change(const QString &what)
    {
        QSignalSpy moved(m_runtime.get(), &NodeRuntime::moved);
        if (what == QLatin1String("name"))
            m_runtime->settings()->setName(1, QStringLiteral("alpha"));
        else
            m_runtime->settings()->setPort(1, QString::number(freeTcpPort()));
        return QTest::qWaitFor([&] { return !moved.isEmpty(); });
    }

    static void addChanges()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"name", "port"})
            QTest::addRow("%s", what) << QString::fromLatin1(what);
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_runtime = std::make_unique<NodeRuntime>(options());
        QCOMPARE(m_runtime->prepare(), QString());
        QCOMPARE(m_runtime->start(), QString());
        m_view = {};
        connect(m_runtime->pairing(), &PairingInterface::changed, this,
                [this](const PairingView &view) { m_view = view; });
    }
    void cleanup()
    {
        QSignalSpy finished(m_runtime.get(), &NodeRuntime::finished);
        m_runtime->stop();
        QTRY_VERIFY(!finished.isEmpty());
        m_runtime.reset();
    }

    void itCanBeStoppedWhileItJoins()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        Options joining = options();
        joining.join = JoinCode{QByteArray(JoinCode::secretBytes, 's'),
                                silent.serverPort(),
                                {QHostAddress(QHostAddress::LocalHost)}}
                           .toText();
        NodeRuntime newcomer(joining);
        connect(&silent, &QTcpServer::newConnection, &newcomer, &NodeRuntime::stop);
        QCOMPARE(newcomer.prepare(), QStringLiteral("This node was stopped before it had joined."));
        QVERIFY(newcomer.isStopping());
    }

    void aCodeThatWasGivenOutOutlivesIt_data() { addChanges(); }
    void aCodeThatWasGivenOutOutlivesIt()
    {
        QFETCH(QString, what);
        PairingInterface *const pairing = m_runtime->pairing();
        QSignalSpy invited(pairing, &PairingInterface::invitationReady);
        QMetaObject::invokeMethod(pairing, [pairing] { pairing->requestInvitation(1, 600); });
        QTRY_VERIFY(!invited.isEmpty());
        const auto code = JoinCode::fromText(invited[0][1].value<InvitationView>().code);
        QVERIFY(code);
        QVERIFY(change(what));
        ClusterMembership gained;
        JoinByLine newcomer(*code, QStringLiteral("newcomer"), ListenScope::loopback(),
                            [&](const ClusterMembership &given, const QHostAddress &) {
                                gained = given;
                                return QString();
                            });
        QSignalSpy done(&newcomer, &JoinByLine::done);
        newcomer.start();
        QTRY_VERIFY(!done.isEmpty());
        QCOMPARE(newcomer.problem(), QString());
        QCOMPARE(gained.cluster, m_runtime->options().cluster);
    }

    void digitsThatPeopleCompareOutliveIt_data() { addChanges(); }
    void digitsThatPeopleCompareOutliveIt()
    {
        QFETCH(QString, what);
        act({Kind::Invite});
        QTRY_VERIFY(m_view.port != 0);
        Pairing newcomer({ListenScope::loopback(),
                          freeUdpPort(),
                          QStringLiteral("newcomer"),
                          {QStringLiteral("other"), QByteArray(32, 'k'), 1}});
        PairingView view;
        std::optional<ClusterMembership> gained;
        connect(&newcomer, &Pairing::changed, this, [&view](const PairingView &now) { view = now; });
        connect(&newcomer, &Pairing::gained, this,
                [&gained](const ClusterMembership &membership) { gained = membership; });
        newcomer.act(1, {Kind::Join, QStringLiteral("127.0.0.1"), m_view.port});
        QTRY_VERIFY(m_view.stage == Stage::Comparing && view.stage == Stage::Comparing);

        QVERIFY(change(what));
        QCOMPARE(m_view.stage, Stage::Comparing);
        QCOMPARE(m_view.digits, view.digits);
        newcomer.act(2, {Kind::Answer, {}, 0, view.digits, true});
        act({Kind::Answer, {}, 0, m_view.digits, true});
        QTRY_VERIFY(gained && m_view.hasJoined);
        QCOMPARE(gained->cluster, m_runtime->options().cluster);
    }
};

QTEST_GUILESS_MAIN(TestNodeChanges)
#include "tst_node_changes.moc"
