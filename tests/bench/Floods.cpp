// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/bench/NodeCost.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/Flood.h"

#include <QTcpSocket>

#include <algorithm>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

constexpr int flooders = 50;
constexpr auto pause = 10ms; ///< between two requests of others

/// The time from connecting until the whole answer is there.
double timeToServe(const QUrl &node)
{
    const Nanoseconds begin = monotonicNow();
    QTcpSocket socket;
    socket.connectToHost(node.host(), quint16(node.port()));
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QByteArray answer;
    while (!answer.endsWith("\r\n\r\nok\n")) {
        require(socket.waitForReadyRead(10'000), "another client was not answered");
        answer += socket.readAll();
    }
    return milliseconds(monotonicNow() - begin);
}

/// What a flood costs, and how others are served meanwhile.
QList<Figure> figuresOf(const QString &flood, const FloodWords &words, std::chrono::seconds time)
{
    TestCluster cluster(1);
    require(cluster.start(), "the node does not hold the lease");
    cluster.stopWatching();
    const NodeProcess &node = cluster.node(0);
    timeToServe(node.url()); // what it costs once is there
    const double before = mebibytes(node);
    Figure growth{
        flood + QStringLiteral(", growth of the node"), QStringLiteral("MiB"), QStringLiteral("≤ 32"), {}};
    Figure latency{flood + QStringLiteral(", another client is served"),
                   QStringLiteral("ms"),
                   QStringLiteral("≤ 50"),
                   {}};
    Figure rate{flood + QStringLiteral(", sent"), QStringLiteral("MB/s"), {}, {}};
    const Flood running(node.url(), flooders, words);
    double most = before;
    const Nanoseconds begin = monotonicNow();
    for (Nanoseconds seen = begin; monotonicNow() - begin < time; watchFor(pause)) {
        latency.samples << timeToServe(node.url());
        if (monotonicNow() - seen < 250ms)
            continue;
        seen = monotonicNow();
        most = std::max(most, mebibytes(node));
    }
    growth.samples << most - before;
    rate.samples << double(running.sent()) / 1e6 / double(time.count());
    return {growth, latency, rate};
}

Result measureFloods(const Extent &extent)
{
    const auto figures = [&](const char *flood, const FloodWords &words) {
        return figuresOf(QString::fromLatin1(flood), words, extent.flood);
    };
    return {figures("requests", floodOfRequests()) + figures("pings", floodOfPings()), {}, {}};
}

} // namespace

const Part floodsPart{"floods", "Floods",
                      "A node alone, and 50 connections of this machine that send as fast as they can for a "
                      "minute and never read:\n"
                      "`requests` sends `GET /page/main.js` without end, `pings` WebSocket pings. A "
                      "connection that the node ends comes\n"
                      "again at once. Meanwhile another client connects again and again, asks for "
                      "`/healthz`, and takes the time until\n"
                      "it has the answer. The flood takes a core by itself. Memory is that of the node and "
                      "its engines, with shared\n"
                      "memory divided among its users, looked at four times a second.",
                      measureFloods};

} // namespace everbounce::bench
