// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

using namespace everbounce;
using namespace everbounce::harness;

/// The faults that people can ask for are real ones, and the flight does not mind any of them.
class TestFaults : public QObject
{
    Q_OBJECT

private:
    Api m_api;
    std::unique_ptr<TestCluster> m_cluster;
    std::vector<std::unique_ptr<Viewer>> m_viewers;

    ApiAnswer inject(int asked, const char *fault, int target = -1, double seconds = 0)
    {
        QJsonObject order{{QStringLiteral("fault"), QString::fromLatin1(fault)}};
        if (target >= 0)
            order.insert(QStringLiteral("node"), m_cluster->node(target).id());
        if (seconds > 0)
            order.insert(QStringLiteral("seconds"), seconds);
        return m_api.post(m_cluster->node(asked).url(), QStringLiteral("faults"), order);
    }

    int other() const { return (m_cluster->holder() + 1) % m_cluster->size(); }

    QJsonArray events(int index)
    {
        const HttpAnswer answer = httpGet(m_cluster->node(index).url(), QStringLiteral("/api/v1/events"));
        return QJsonDocument::fromJson(answer.body).array();
    }

    bool told(int index, const QString &text)
    {
        for (const QJsonValue &event : events(index)) {
            if (event[QLatin1String("text")].toString().contains(text))
                return true;
        }
        return false;
    }

    void view(int index)
    {
        m_viewers.push_back(std::make_unique<Viewer>(m_cluster->node(index).url(), Viewer::Mode::Frames));
    }

private Q_SLOTS:
    void init()
    {
        m_cluster = std::make_unique<TestCluster>(3);
        QVERIFY(m_cluster->start());
        for (int index = 0; index < m_cluster->size(); ++index)
            view(index);
        QVERIFY(waitUntil([&] { return !m_viewers.back()->frames().empty(); }));
    }

    /// A node with --faults off breaks for nobody: neither asked itself, nor by way of another node, nor by
    /// chaos that it is asked for.
    void aNodeWithoutFaultsIsBrokenByNobody()
    {
        m_viewers.clear();
        m_cluster = std::make_unique<TestCluster>(2, [](NodeOptions &options, int index) {
            if (index == 0)
                options.more << QStringLiteral("--faults") << QStringLiteral("off");
        });
        QVERIFY(m_cluster->start());
        for (const auto &[asked, target] : {std::pair(0, 0), std::pair(1, 0), std::pair(0, 1)}) {
            const ApiAnswer answer = inject(asked, "kill-node", target);
            QCOMPARE(answer.status, 403);
            QVERIFY2(answer.detail().contains(QLatin1String("--faults off")), qPrintable(answer.detail()));
        }
        QCOMPARE(m_api.post(m_cluster->node(0).url(), QStringLiteral("chaos"), {{QStringLiteral("on"), true}})
                     .status,
                 403);
        QCOMPARE(httpGet(m_cluster->node(0).url(), QStringLiteral("/api/v1/faults")).body, QByteArray("[]"));
        QVERIFY(m_cluster->node(0).running() && m_cluster->node(1).running());
        QCOMPARE(inject(1, "kill-node", 1).status, 200);
        QCOMPARE(m_cluster->node(1).waitForExitStatus(), 1);
    }

    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo("%s", qPrintable(m_cluster->logs()));
        m_viewers.clear();
        m_cluster.reset();
    }

    void theEngineCrashesAndHangsAndTheFlightGoesOn()
    {
        const quint64 term = m_cluster->term();
        for (const char *fault : {"crash-engine", "hang-engine"}) {
            QCOMPARE(inject(other(), fault).status, 200);
            const QString how =
                QLatin1String(fault) == QLatin1String("crash-engine")
                    ? QStringLiteral("The engine was killed by signal 11; the spare took over")
                    : QStringLiteral("The engine stopped responding");
            QVERIFY(waitUntil([&] { return told(0, how); }));
        }
        QVERIFY(waitUntil([&] { return told(0, QStringLiteral("The ball flies on (MirrorJump)")); }));
        QCOMPARE(inject(other(), "crash-engine", other()).status, 409); // there is no engine to crash
        const Tick last = m_viewers[0]->frames().back().tick;
        QVERIFY(waitUntil([&] { return m_viewers[0]->frames().back().tick > last + 200; }));
        QVERIFY(m_cluster->agreed());
        QCOMPARE(m_cluster->term(), term);
        FlightRecord record;
        for (const auto &viewer : m_viewers)
            record.add(*viewer);
        QCOMPARE(record.faults().join(u'\n'), QString());
    }

    void aNodeThatIsAskedToDiesAtOnceAndSaysSo()
    {
        const int killed = m_cluster->holder();
        QCOMPARE(inject(other(), "kill-node", killed).status, 200);
        QCOMPARE(m_cluster->node(killed).waitForExitStatus(), 1);
        QVERIFY(m_cluster->waitUntilAgreed());
        const int left = m_cluster->holder();
        QVERIFY(waitUntil([&] { return told(left, QStringLiteral("kill requested")); }));
    }

    void theLeaseIsHandedOverOnRequest()
    {
        const int before = m_cluster->holder();
        QCOMPARE(inject(other(), "step-down").status, 200);
        QVERIFY(waitUntil([&] { return m_cluster->waitUntilAgreed() && m_cluster->holder() != before; }));
    }

    void processOneOfAContainerIsFrozenAndWokenAgain()
    {
        const QStringList container{QStringLiteral("unshare"), QStringLiteral("--pid"),
                                    QStringLiteral("--fork"), QStringLiteral("--kill-child"),
                                    QStringLiteral("--mount-proc")};
        if (QProcess::execute(container.first(), container.mid(1) + QStringList(QStringLiteral("true"))) != 0)
            QSKIP("Skipped: no namespace of processes can be made here.");
        m_viewers.clear();
        m_cluster =
            std::make_unique<TestCluster>(2, [&](NodeOptions &options, int) { options.through = container; });
        QVERIFY(m_cluster->start());
        const int frozen = m_cluster->holder();
        QVERIFY(m_cluster->node(frozen).standardOutput().contains(QStringLiteral("pid=1\n")));
        const quint64 term = m_cluster->term();
        QCOMPARE(inject(other(), "freeze-node", frozen, 1.5).status, 200);
        QVERIFY(waitUntil([&] { return m_cluster->watch(other())->term() > term; }));
        QVERIFY(m_cluster->waitUntilAgreed()); // the frozen one is among those that agree
    }

    void aNodeIsFrozenAndWokenAgain()
    {
        const int frozen = m_cluster->holder();
        const quint64 term = m_cluster->term();
        QCOMPARE(inject(other(), "freeze-node", frozen, 1.5).status, 200);
        QVERIFY(waitUntil([&] { return m_cluster->watch(other())->term() > term; }));
        QVERIFY(m_cluster->waitUntilAgreed()); // the frozen one is among those that agree
        QVERIFY(m_cluster->holder() != frozen);
    }

    void aNodeIsIsolatedAndComesBack()
    {
        const int isolated = other();
        QCOMPARE(inject(m_cluster->holder(), "isolate-node", isolated, 1).status, 200);
        QVERIFY(waitUntil([&] {
            return m_cluster->watch(isolated)->cluster().value(QLatin1String("holder")) ==
                   m_cluster->node(isolated).id();
        })); // it flies on by itself
        QVERIFY(m_cluster->waitUntilAgreed());
        QVERIFY(waitUntil([&] { return events(0) == events(1) && events(1) == events(2); }));
    }

    void commandsPassALossyNetwork()
    {
        QCOMPARE(inject(0, "lossy-network", m_cluster->holder(), 5).status, 200);
        for (int number = 0; number < 5; ++number)
            QCOMPARE(m_api.post(m_cluster->node(other()).url(), QStringLiteral("nudge"), {}).status, 200);
        QVERIFY(m_cluster->waitUntilAgreed());
    }

    void whatCannotBeDoneIsRefused()
    {
        QCOMPARE(inject(0, "no-such-fault").status, 422);
        const QJsonObject nowhere{{QStringLiteral("fault"), QStringLiteral("kill-node")},
                                  {QStringLiteral("node"), QStringLiteral("0123456789abcdef")}};
        QCOMPARE(m_api.post(m_cluster->node(0).url(), QStringLiteral("faults"), nowhere).status, 422);
        QVERIFY(m_cluster->agreed());
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
