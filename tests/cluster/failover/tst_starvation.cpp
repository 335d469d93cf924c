// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <atomic>
#include <thread>

using namespace everbounce;
using namespace everbounce::harness;

namespace {

/// Keep all processors busy, four times over.
class Hogs
{
public:
    Hogs()
    {
        for (unsigned i = 0; i < 4 * std::thread::hardware_concurrency(); ++i)
            m_threads.emplace_back([this] {
                while (!m_end)
                    m_turns.fetch_add(1, std::memory_order_relaxed);
            });
    }
    ~Hogs()
    {
        m_end = true;
        for (std::thread &thread : m_threads)
            thread.join();
    }

private:
    std::atomic<bool> m_end = false;
    std::atomic<quint64> m_turns = 0;
    std::vector<std::thread> m_threads;
};

} // namespace

/// On a starved machine nobody innocent is blamed, and the guilty one still is.
class TestStarvation : public QObject
{
    Q_OBJECT

private:
    Api m_api;

    static QString shipped(const char *folder)
    {
        return QFileInfo(programPath(QStringLiteral("everbounced"))).path() +
               QLatin1String("/../lib/everbounce/") + QLatin1String(folder);
    }

    ApiAnswer select(TestCluster &cluster, const char *name)
    {
        return m_api.post(cluster.node(0).url(), QStringLiteral("behavior"),
                          {{QStringLiteral("name"), QString::fromLatin1(name)}});
    }

    static QStringList quarantined(TestCluster &cluster)
    {
        const QJsonObject view = httpGet(cluster.node(0).url(), QStringLiteral("/api/v1/cluster")).json();
        QStringList names;
        for (const QJsonValue &each : view.value(QLatin1String("behaviors")).toArray()) {
            if (each[QLatin1String("quarantined")].toBool())
                names << each[QLatin1String("name")].toString();
        }
        return names;
    }

    static int enginesLost(TestCluster &cluster)
    {
        const HttpAnswer answer = httpGet(cluster.node(0).url(), QStringLiteral("/api/v1/events"));
        const QJsonArray events = QJsonDocument::fromJson(answer.body).array();
        return int(std::count_if(events.begin(), events.end(), [](const QJsonValue &event) {
            return event[QLatin1String("kind")] == QLatin1String("engine-lost");
        }));
    }

private Q_SLOTS:
    void blamesNoInnocentBehavior()
    {
        TestCluster cluster(2, [](NodeOptions &options, int) {
            for (const char *folder : {"behaviors", "broken-behaviors"})
                options.more << QStringLiteral("--behavior-dir") << shipped(folder);
        });
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const Hogs hogs;
        for (int round = 0; round < 3; ++round) {
            for (const char *name : {"Gravity", "Billiards"}) // late, perhaps too late, but never refused
                QVERIFY(QList<int>({200, 503, 504}).contains(select(cluster, name).status));
        }
        QCOMPARE(enginesLost(cluster), 0);
        QCOMPARE(quarantined(cluster), QStringList());
        // An endless loop uses up its processor time, however slowly.
        QVERIFY(waitUntil([&] { return select(cluster, "HangsForever").status == 409; },
                          std::chrono::minutes(3)));
        QCOMPARE(quarantined(cluster), QStringList{QStringLiteral("HangsForever")});
    }
};

QTEST_GUILESS_MAIN(TestStarvation)
#include "tst_starvation.moc"
