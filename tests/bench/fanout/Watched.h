// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/Parts.h"
#include "tests/bench/fanout/Crowd.h"
#include "tests/bench/report/Figure.h"
#include "tests/cluster/harness/TestCluster.h"

namespace everbounce::bench {

/// Processor time that a node has used.
struct NodeUse
{
    Nanoseconds node{0};    ///< all of its process
    Nanoseconds web{0};     ///< of that, the thread that serves the viewers
    Nanoseconds engines{0}; ///< its engine processes

    static NodeUse of(const harness::NodeProcess &process);
    NodeUse operator-(const NodeUse &before) const;
};

/// What a crowd and its node did in a time.
struct Watched
{
    int viewers = 0;
    NodeUse use;
    Crowd::Take take;
    Deliveries::Times times; ///< in which at least one message came to all viewers, but for standbys

    double percent(Nanoseconds used) const
    {
        return 100.0 * double(used.count()) / double(take.time.count());
    }
    double perSecond(qint64 count) const { return double(count) * 1e9 / double(take.time.count()); }
};

/// Records what a crowd and its node do.
class Watch
{
public:
    Watch(const harness::NodeProcess &node, Crowd &crowd);

    /// What they did since the beginning. Throws Failure if the node has dropped one of the crowd.
    Watched end();

private:
    const harness::NodeProcess &m_node;
    Crowd &m_crowd;
    NodeUse m_before;
};

/// Lets a crowd watch a node for so long.
Watched watch(const harness::NodeProcess &node, Crowd &crowd, std::chrono::milliseconds time);

/// After which what joining stirs up is over.
constexpr std::chrono::seconds settling{2};

/// How long frames are watched: dozens of them.
std::chrono::milliseconds forFrames(const Extent &extent);

/// Starts the one node of a cluster, and lets it come to rest without viewers.
harness::NodeProcess &startAlone(harness::TestCluster &cluster);

/// A node's memory in KiB, without its engine processes.
double kibibytes(const harness::NodeProcess &node);

/// As in "1,000 pages".
QString crowdOf(int viewers, const char *kind);

/// One of several measurements, as a column of a table: what was found, by its name.
struct Column
{
    QString name;
    QList<QPair<QString, double>> cells;
};

/// All columns have the same names in the same order.
Table tableOf(const QString &title, const QString &corner, const QList<Column> &columns);

} // namespace everbounce::bench
