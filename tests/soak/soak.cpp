// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"
#include "tests/soak/Clients.h"
#include "tests/soak/Faults.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>

// Real nodes on real (virtual) hosts, with real faults, and clients that keep giving commands. At the end
// each acknowledged command must be in the flight, once. Exit status: 0 if all promises were kept, 1 if not,
// 2 for bad usage, 77 if there are no network namespaces.

using namespace everbounce;
using namespace everbounce::soak;

namespace {

constexpr int nodes = 5;
constexpr int clients = 4;
constexpr int exitSkipped = 77;
/// Nodes know the last 10,000; some come while these are asked for.
constexpr qsizetype knownIds = 8000;

void print(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

/// Gives the last acknowledged commands once more, those whose ids the nodes still know. One that is not in
/// the flight would make a new revision: returns how many did.
int countLost(Cluster &cluster, const Clients &people, quint64 revision)
{
    Random random(1);
    int lost = 0;
    for (const QByteArray &id : people.order().last(std::min(people.order().size(), knownIds))) {
        std::optional<Answer> answer;
        for (int tries = 0; tries < 20 && (!answer || answer->status != 200); ++tries) {
            answer.reset();
            cluster.command(int(random.below(std::uint32_t(cluster.size()))), Clients::pathOf(id),
                            Clients::bodyOf(id), id, [&](const Answer &got) { answer = got; });
            harness::waitUntil([&] { return answer.has_value(); });
        }
        const bool isNew = answer && answer->number("revision") > revision;
        lost += isNew || !answer || answer->status != 200 ? 1 : 0;
        revision = isNew ? answer->number("revision") : revision;
    }
    return lost;
}

/// How many acknowledged commands share a term and revision with another one.
int countSharedNames(const Clients &people)
{
    std::map<std::pair<quint64, quint64>, int> names;
    for (const Clients::Acknowledged &command : people.acknowledged())
        ++names[{command.term, command.revision}];
    return int(std::ranges::count_if(names, [](const auto &name) { return name.second > 1; }));
}

bool judge(Cluster &cluster, const Clients &people, const Faults &faults)
{
    const auto end = cluster.settle();
    if (!end) {
        print(QStringLiteral("FAILED  The nodes did not agree in the end.\n%1").arg(cluster.logs()));
        return false;
    }
    int sum = 0;
    QStringList kinds;
    for (auto count = faults.counts().begin(); count != faults.counts().end(); ++count) {
        kinds.append(QStringLiteral("%1 %2").arg(count.value()).arg(count.key()));
        sum += count.value();
    }
    const qsizetype acknowledged = people.acknowledged().size();
    // Each makes one revision: fewer revisions than commands are losses as well.
    const auto fewer = std::max<qint64>(qint64(acknowledged) - qint64(end->revision), 0);
    const qint64 lost = std::max<qint64>(countLost(cluster, people, end->revision), fewer);
    const auto doubled = std::max<qint64>(qint64(end->revision) - people.given(), 0);
    const int shared = countSharedNames(people);
    print(QStringLiteral("%1 faults: %2").arg(sum).arg(kinds.join(QLatin1String(", "))));
    print(QStringLiteral("%1 commands given, %2 acknowledged, the last after %3 ms at most; %4 revisions")
              .arg(people.given())
              .arg(acknowledged)
              .arg(people.longest())
              .arg(end->revision));
    print(QStringLiteral("%1 lost, %2 doubled, %3 names of two states, %4 odd answers %5")
              .arg(lost)
              .arg(doubled)
              .arg(shared)
              .arg(people.oddities.size())
              .arg(people.oddities.mid(0, 5).join(QLatin1String("; "))));
    const bool kept =
        lost == 0 && doubled == 0 && shared == 0 && people.oddities.isEmpty() && acknowledged > 0;
    if (!kept)
        print(cluster.logs());
    print(kept ? QStringLiteral("ok      all promises were kept") : QStringLiteral("FAILED  see above"));
    return kept;
}

int run(double minutes, quint64 seed)
{
    Hosts hosts(nodes);
    if (!hosts.problem().isEmpty()) {
        print(QStringLiteral("skipped  %1").arg(hosts.problem()));
        return exitSkipped;
    }
    Cluster cluster(hosts);
    for (int index = 0; index < nodes; ++index)
        cluster.node(index).start();
    if (!cluster.settle()) {
        print(QStringLiteral("FAILED  The nodes did not agree at the start.\n%1").arg(cluster.logs()));
        return 1;
    }
    Clients people(cluster, clients, seed);
    Faults faults(hosts, cluster, seed);
    harness::waitUntil([] { return false; }, std::chrono::milliseconds(qint64(minutes * 60'000)));
    faults.stop();
    people.stop();
    harness::waitUntil([&] { return people.areDone(); }, std::chrono::minutes(2));
    return judge(cluster, people, faults) ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QString problem = harness::enterPrivateNetwork();
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("minutes"), QStringLiteral("how long things break"));
    const QCommandLineOption seedOption(QStringLiteral("seed"), QStringLiteral("what breaks, and when"),
                                        QStringLiteral("number"), QStringLiteral("1"));
    parser.addOption(seedOption);
    parser.addHelpOption();
    parser.process(app);
    bool isNumber = false;
    const double minutes = parser.positionalArguments().value(0).toDouble(&isNumber);
    if (!isNumber || minutes <= 0 || parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    if (!problem.isEmpty()) {
        print(QStringLiteral("skipped  %1").arg(problem));
        return exitSkipped;
    }
    return run(minutes, parser.value(seedOption).toULongLong());
}
