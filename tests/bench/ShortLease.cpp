// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/bench/Succession.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/Wait.h"

#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <csignal>
#include <memory>
#include <vector>

#include <sys/prctl.h>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

constexpr auto option = "30"; // ms

/// A node that slept for longer than any lease can be stretched does not take itself for slow.
constexpr auto frozenTime = 700ms;

/// Processes that use all the processor time they get, until this object ends.
class BusyLoops
{
public:
    explicit BusyLoops(int count)
    {
        for (int loop = 0; loop < count; ++loop) {
            m_loops.push_back(std::make_unique<QProcess>());
            m_loops.back()->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
            m_loops.back()->start(QStringLiteral("sh"),
                                  {QStringLiteral("-c"), QStringLiteral("while :; do :; done")});
        }
    }

    ~BusyLoops()
    {
        for (const auto &loop : m_loops) {
            loop->kill();
            loop->waitForFinished(-1);
        }
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_loops;
};

/// A figure of a node, without labels; 0 where it has none of that name.
double metricOf(NodeProcess &node, const char *name)
{
    const QString metrics = QString::fromUtf8(httpGet(node.url(), QStringLiteral("/metrics")).body);
    const QRegularExpression line(QStringLiteral("^everbounce_%1 (\\S+)$").arg(QLatin1String(name)),
                                  QRegularExpression::MultilineOption);
    return line.match(metrics).captured(1).toDouble();
}

double longestLease(TestCluster &cluster)
{
    double longest = 0;
    for (int index = 0; index < cluster.size(); ++index)
        longest = std::max(longest, 1000 * metricOf(cluster.node(index), "lease_seconds"));
    return longest;
}

double freezeHolder(TestCluster &cluster)
{
    const int holder = cluster.holder();
    const auto frozenAt = cluster.node(holder).signal(SIGSTOP);
    const double time = milliseconds(heardOfSuccessor(cluster, holder, cluster.term()) - frozenAt);
    watchFor(frozenTime);
    cluster.node(holder).signal(SIGCONT);
    require(cluster.waitUntilAgreed(), "the nodes do not agree after a freeze");
    rest(300ms);
    return time;
}

Result measureShortLease(const Extent &extent)
{
    const QString ms = QStringLiteral("ms");
    Figure lengths{QStringLiteral("the lease of the slowest node before each freeze"), ms, {}, {}};
    Figure frozen{QStringLiteral("no holder after SIGSTOP"), ms, QStringLiteral("≤ 50"), {}};
    Figure busy{QStringLiteral("the lease of the slowest node, busy"), ms, {}, {}};
    TestCluster cluster(3, [](NodeOptions &options, int) {
        options.more << QStringLiteral("--lease") << QString::fromLatin1(option);
    });
    require(cluster.start(), "the nodes do not agree");
    waitUntil([&] { return longestLease(cluster) <= 30; }, extent.busy / 2);
    for (int round = 0; round < extent.freezes; ++round) {
        lengths.samples << longestLease(cluster);
        frozen.samples << freezeHolder(cluster);
    }
    const quint64 term = cluster.term();
    {
        const BusyLoops loops(8);
        watchFor(extent.busy);
        busy.samples << longestLease(cluster);
    }
    require(cluster.waitUntilAgreed(), "the nodes do not agree after a busy time");
    const Figure takeovers{QStringLiteral("times that a living holder was replaced, busy"),
                           {},
                           QStringLiteral("0"),
                           {double(cluster.term() - term)},
                           0};
    return {{lengths, frozen, busy, takeovers}, {}, {}};
}

} // namespace

const Part shortLeasePart{"shortlease", "The shortest lease",
                          "Three nodes with `--lease 30`, once they have found their machine to be fast "
                          "enough for it. From the moment that the\n"
                          "kernel has stopped the holder until a survivor's viewer hears of its successor. "
                          "Then eight busy loops take what there is\n"
                          "of processor time for two minutes, and nobody touches the nodes.",
                          measureShortLease};

} // namespace everbounce::bench
