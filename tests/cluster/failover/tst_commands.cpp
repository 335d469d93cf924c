// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"

#include <QRandomGenerator>

using namespace everbounce;
using namespace everbounce::harness;

/// Commands are carried out once, in order, and never lost, whichever node they are given to and whoever dies
/// meanwhile.
class TestCommands : public QObject
{
    Q_OBJECT

private:
    static constexpr int commands = 200;
    static constexpr int commandsBetweenKills = 10;

    Api m_api;
    QRandomGenerator m_dice{20}; // which node is asked does not depend on the run

    /// Sends a command to a node, and again under the same key to another one while no answer comes, for as
    /// long as it takes. `sent` is called when the first one is on its way.
    ApiAnswer commandUntilAnswered(TestCluster &cluster, int number, const std::function<void()> &sent)
    {
        const QByteArray key = "command-" + QByteArray::number(number);
        for (int attempt = 0;; ++attempt) {
            int asked = m_dice.bounded(cluster.size());
            while (!cluster.node(asked).running())
                asked = (asked + 1) % cluster.size();
            const bool nudges = number % 3 != 0;
            std::optional<ApiAnswer> answer;
            m_api.send(cluster.node(asked).url(),
                       nudges ? QStringLiteral("nudge") : QStringLiteral("behavior"),
                       nudges ? QJsonObject() : QJsonObject{{QStringLiteral("name"), behaviorOf(number)}},
                       key, [&](const ApiAnswer &got) { answer = got; });
            if (attempt == 0)
                sent();
            if (!waitUntil([&] { return answer.has_value(); }))
                return {};
            const bool mayPass = answer->status == 0 || answer->status >= 500 || answer->status == 429;
            if (!mayPass || attempt == 100)
                return *answer;
        }
    }

    static QString behaviorOf(int number)
    {
        return number % 2 ? QStringLiteral("MirrorJump") : QStringLiteral("RandomRebound");
    }

    static QJsonObject view(TestCluster &cluster, int index)
    {
        return httpGet(cluster.node(index).url(), QStringLiteral("/api/v1/cluster")).json();
    }

private Q_SLOTS:
    void areCarriedOutOnceAndInOrderWhileHoldersDie()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        int kills = 0;
        for (int number = 1; number <= commands; ++number) {
            const bool kill = number % commandsBetweenKills == 0;
            const ApiAnswer answer = commandUntilAnswered(cluster, number, [&] {
                if (kill)
                    cluster.node(cluster.holder()).kill(); // with the command on its way
            });
            QVERIFY2(answer.ok(), qPrintable(QStringLiteral("command %1: status %2 %3")
                                                 .arg(number)
                                                 .arg(answer.status)
                                                 .arg(answer.detail())));
            // Each makes one revision: so this one says that none was lost, none came twice, all in order.
            QCOMPARE(answer.revision(), quint64(number));
            if (kill) {
                ++kills;
                QVERIFY(cluster.waitUntilAgreed());
                QVERIFY(cluster.start());
            }
        }
        QCOMPARE(kills, commands / commandsBetweenKills);
        const int lastSelection = commands - commands % 3;
        for (int index = 0; index < cluster.size(); ++index) {
            QVERIFY(waitUntil(
                [&] { return view(cluster, index).value(QLatin1String("revision")).toInt() == commands; }));
            QCOMPARE(view(cluster, index).value(QLatin1String("behavior")).toString(),
                     behaviorOf(lastSelection));
        }
    }

    // The record tells every holder what the id stands for.
    void anIdStandsForOneCommandAtEveryNodeAndAfterAFailover()
    {
        TestCluster cluster(3);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const auto post = [&](int node, const QString &path, const QJsonObject &body) {
            std::optional<ApiAnswer> answer;
            m_api.send(cluster.node(node).url(), path, body, "order-7",
                       [&](const ApiAnswer &got) { answer = got; });
            waitUntil([&] { return answer.has_value(); });
            return answer.value_or(ApiAnswer());
        };
        const QJsonObject rebound{{QStringLiteral("name"), QStringLiteral("RandomRebound")}};
        const int killed = cluster.holder();
        const int first = (killed + 1) % cluster.size();
        const int second = (killed + 2) % cluster.size();
        QCOMPARE(post(first, QStringLiteral("behavior"), rebound).revision(), quint64(1));
        QCOMPARE(post(second, QStringLiteral("nudge"), {}).status, 422);
        QCOMPARE(post(first, QStringLiteral("nudge"), {}).status, 422);
        QCOMPARE(post(second, QStringLiteral("behavior"), rebound).revision(), quint64(1));
        cluster.node(killed).kill();
        QVERIFY(cluster.waitUntilAgreed());
        QVERIFY(cluster.start());
        QCOMPARE(post(killed, QStringLiteral("nudge"), {}).status, 422);
        QCOMPARE(view(cluster, first).value(QLatin1String("revision")).toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
