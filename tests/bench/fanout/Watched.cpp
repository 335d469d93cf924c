// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/Watched.h"

#include "tests/cluster/harness/ProcessInfo.h"

#include <QLocale>

namespace everbounce::bench {

using namespace harness;

/// The flight's default pace.
static constexpr Nanoseconds tick = std::chrono::milliseconds(30);

NodeUse NodeUse::of(const NodeProcess &process)
{
    NodeUse use{processorTime(process.pid()), processorTime(process.pid(), "web"), Nanoseconds(0)};
    for (const pid_t pid : enginesOf(process.pid()))
        use.engines += processorTime(pid);
    return use;
}

NodeUse NodeUse::operator-(const NodeUse &before) const
{
    return {node - before.node, web - before.web, engines - before.engines};
}

Watch::Watch(const NodeProcess &node, Crowd &crowd)
    : m_node(node)
    , m_crowd(crowd)
{
    m_crowd.take();
    m_before = NodeUse::of(m_node);
}

Watched Watch::end()
{
    Watched watched{m_crowd.viewers(), NodeUse::of(m_node) - m_before, m_crowd.take(), {}};
    require(m_crowd.lost() == 0, "the node has sent a viewer away");
    watched.times = watched.take.deliveries.times(watched.viewers, tick);
    require(m_crowd.isStandby() || !watched.times.untilLast.isEmpty(), "no message came to all viewers");
    return watched;
}

Watched watch(const NodeProcess &node, Crowd &crowd, std::chrono::milliseconds time)
{
    Watch watch(node, crowd);
    watchFor(time);
    return watch.end();
}

std::chrono::milliseconds forFrames(const Extent &extent)
{
    return std::chrono::milliseconds(extent.watching) / 5;
}

NodeProcess &startAlone(TestCluster &cluster)
{
    require(cluster.start(), "the node does not hold the lease");
    cluster.stopWatching();
    rest(settling);
    return cluster.node(0);
}

double kibibytes(const NodeProcess &node)
{
    return double(proportionalSetSize(node.pid())) / 1024;
}

QString crowdOf(int viewers, const char *kind)
{
    return QLocale(QLocale::English).toString(viewers) + u' ' + QLatin1String(kind);
}

Table tableOf(const QString &title, const QString &corner, const QList<Column> &columns)
{
    Table table{title, {corner}, {}};
    for (const auto &[name, number] : columns.first().cells)
        table.rows << QStringList{name};
    for (const Column &column : columns) {
        table.columns << column.name;
        for (qsizetype row = 0; row < table.rows.size(); ++row)
            table.rows[row] << QString::number(column.cells.at(row).second, 'f', 1);
    }
    return table;
}

} // namespace everbounce::bench
