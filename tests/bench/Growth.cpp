// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/bench/NodeCost.h"
#include "tests/bench/Parts.h"
#include "tests/bench/Succession.h"
#include "tests/cluster/harness/Http.h"

#include <QMap>
#include <QSet>

#include <algorithm>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

/// What nodes have sent, by the type of the messages.
struct Sent
{
    double messages = 0;
    double bytes = 0;
};
using Traffic = QMap<QString, Sent>;

/// All that was found out about a cluster of one size.
struct Findings
{
    int nodes = 0;
    double completeAfter = 0; ///< ms
    int leases = 0;           ///< that any viewer heard of until then
    QList<double> noHolder;   ///< ms, for each kill
    Traffic perSecond;        ///< of all nodes together
    QList<double> processor;  ///< percent of a core, each node
};

void addSent(Traffic &traffic, const QByteArray &metrics)
{
    for (const QByteArray &line : metrics.split('\n')) {
        const qsizetype from = line.indexOf("{type=\"") + 7;
        const QString type = QString::fromUtf8(line.mid(from, line.indexOf('"', from) - from));
        const double value = line.mid(line.lastIndexOf(' ') + 1).toDouble();
        if (line.startsWith("everbounce_link_messages_sent_total{"))
            traffic[type].messages += value;
        else if (line.startsWith("everbounce_link_bytes_sent_total{"))
            traffic[type].bytes += value;
    }
}

Traffic sentSoFar(TestCluster &cluster)
{
    Traffic traffic;
    for (int index = 0; index < cluster.size(); ++index) {
        const HttpAnswer answer = httpGet(cluster.node(index).url(), QStringLiteral("/metrics"));
        require(answer.status == 200, "a node gives no metrics");
        addSent(traffic, answer.body);
    }
    return traffic;
}

Traffic rateOf(const Traffic &before, Traffic after, std::chrono::nanoseconds time)
{
    const double seconds = milliseconds(time) / 1000;
    for (auto sent = after.begin(); sent != after.end(); ++sent) {
        sent->messages = (sent->messages - before.value(sent.key()).messages) / seconds;
        sent->bytes = (sent->bytes - before.value(sent.key()).bytes) / seconds;
    }
    return after;
}

Sent sumOf(const Traffic &traffic)
{
    Sent sum;
    for (const Sent &sent : traffic) {
        sum.messages += sent.messages;
        sum.bytes += sent.bytes;
    }
    return sum;
}

void measureBeginning(TestCluster &cluster, Findings &findings)
{
    const auto startedAt = monotonicNow();
    require(cluster.start(), "the nodes do not agree");
    findings.completeAfter = milliseconds(monotonicNow() - startedAt);
    QSet<quint64> terms;
    for (int index = 0; index < cluster.size(); ++index)
        for (const LiveMessage &message : cluster.watch(index)->messages())
            if (const quint64 term = termOf(message))
                terms << term;
    findings.leases = int(terms.size());
}

void measureRest(TestCluster &cluster, Findings &findings, std::chrono::seconds time)
{
    cluster.stopWatching();
    rest(5s);
    const Traffic before = sentSoFar(cluster);
    QList<std::chrono::nanoseconds> used;
    for (int index = 0; index < cluster.size(); ++index)
        used << processorTimeOf(cluster.node(index));
    const auto from = monotonicNow();
    watchFor(time);
    const auto length = monotonicNow() - from;
    for (int index = 0; index < cluster.size(); ++index) {
        const auto share = processorTimeOf(cluster.node(index)) - used.at(index);
        findings.processor << 100 * double(share.count()) / double(length.count());
    }
    findings.perSecond = rateOf(before, sentSoFar(cluster), length);
}

Findings measureSize(int nodes, const Extent &extent)
{
    Findings findings;
    findings.nodes = nodes;
    TestCluster cluster(nodes);
    measureBeginning(cluster, findings);
    for (int kill = 0; kill < extent.killsOfEach; ++kill) {
        rest(1s); // what a joined node stirs up is over
        findings.noHolder << killHolder(cluster);
        require(cluster.start(), "the nodes do not agree after a kill");
    }
    measureRest(cluster, findings, extent.watching);
    return findings;
}

int linksOf(const Findings &findings)
{
    return findings.nodes * (findings.nodes - 1) / 2;
}

QString text(double number, int decimals = 1)
{
    return QString::number(number, 'f', decimals);
}

/// The figures of each size in a column, so that the growth is seen.
Table growthTable(const QList<Findings> &all)
{
    Table table{QStringLiteral("By the number of nodes"), {QStringLiteral("nodes")}, {}};
    QStringList names{QStringLiteral("links"),
                      QStringLiteral("leases until the first complete view"),
                      QStringLiteral("messages of all nodes, /s"),
                      QStringLiteral("messages on a link, both ways, /s"),
                      QStringLiteral("bytes of all nodes, KiB/s"),
                      QStringLiteral("bytes on a link, both ways, B/s"),
                      QStringLiteral("processor of a node, median, % of a core"),
                      QStringLiteral("processor of the busiest node, % of a core"),
                      QStringLiteral("processor of all nodes, % of a core")};
    for (const QString &name : names)
        table.rows << QStringList{name};
    for (const Findings &findings : all) {
        table.columns << QString::number(findings.nodes);
        const Sent sum = sumOf(findings.perSecond);
        const int links = linksOf(findings);
        const Figure processor{{}, {}, {}, findings.processor};
        double together = 0;
        for (const double share : findings.processor)
            together += share;
        const QStringList column{text(links, 0),
                                 text(findings.leases, 0),
                                 text(sum.messages, 0),
                                 text(sum.messages / links),
                                 text(sum.bytes / 1024),
                                 text(sum.bytes / links, 0),
                                 text(processor.median(), 2),
                                 text(processor.worst(), 2),
                                 text(together)};
        for (qsizetype row = 0; row < column.size(); ++row)
            table.rows[row] << column.at(row);
    }
    return table;
}

/// What is said at rest, type by type.
Table typesTable(const QList<Findings> &all)
{
    Table table{QStringLiteral(
                    "Messages on a link at rest, both ways, a second, by their type and the number of nodes"),
                {QStringLiteral("type")},
                {}};
    for (const Findings &findings : all)
        table.columns << QString::number(findings.nodes);
    QStringList types;
    for (const Findings &findings : all)
        for (auto sent = findings.perSecond.begin(); sent != findings.perSecond.end(); ++sent)
            if (sent->messages > 0 && !types.contains(sent.key()))
                types << sent.key();
    std::sort(types.begin(), types.end());
    for (const QString &type : std::as_const(types)) {
        QStringList row{type};
        for (const Findings &findings : all)
            row << text(findings.perSecond.value(type).messages / linksOf(findings), 2);
        table.rows << row;
    }
    return table;
}

QString targetFor(int nodes)
{
    return nodes < 32 ? QStringLiteral("median ≤ 5, p99 ≤ 25") : QStringLiteral("median ≤ 10, p99 ≤ 25");
}

Result measureGrowth(const Extent &extent)
{
    QList<Findings> all;
    for (const int nodes : extent.sizes)
        all << measureSize(nodes, extent);
    Result result;
    const QString ms = QStringLiteral("ms");
    for (const Findings &findings : std::as_const(all))
        result.figures << Figure{
            QStringLiteral("%1 nodes: start of all to a complete view on each").arg(findings.nodes),
            ms,
            {},
            {findings.completeAfter},
            0};
    for (const Findings &findings : std::as_const(all))
        result.figures << Figure{QStringLiteral("%1 nodes: no holder after kill -9").arg(findings.nodes), ms,
                                 targetFor(findings.nodes), findings.noHolder};
    result.tables << growthTable(all) << typesTable(all);
    return result;
}

} // namespace

const Part growthPart{"growth", "Growth of the cluster",
                      "Headless nodes on one machine, each with its engine processes, all started at once. "
                      "The view is complete when viewers of\n"
                      "every node see all nodes and the same holder; every lease that any of them hears of "
                      "until then is counted. After each\n"
                      "kill the node is started again. At rest begins five seconds after that; nobody "
                      "watches. The nodes themselves count what\n"
                      "they send in the next 20 s (`everbounce_link_messages_sent_total`, "
                      "`everbounce_link_bytes_sent_total`), before framing\n"
                      "(4 bytes a message) and encryption (21 bytes).",
                      measureGrowth};

} // namespace everbounce::bench
