// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/NodeCost.h"

#include "tests/cluster/harness/ProcessInfo.h"

namespace everbounce::bench {

using namespace harness;

namespace {

QList<pid_t> familyOf(const NodeProcess &node)
{
    return QList<pid_t>{node.pid()} + enginesOf(node.pid());
}

} // namespace

double mebibytes(const NodeProcess &node)
{
    qint64 bytes = 0;
    for (const pid_t pid : familyOf(node))
        bytes += proportionalSetSize(pid);
    return double(bytes) / (1 << 20);
}

std::chrono::nanoseconds processorTimeOf(const NodeProcess &node)
{
    std::chrono::nanoseconds time{0};
    for (const pid_t pid : familyOf(node))
        time += processorTime(pid);
    return time;
}

} // namespace everbounce::bench
