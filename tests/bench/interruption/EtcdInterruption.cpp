// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/bench/interruption/Measurement.h"
#include "tests/cluster/harness/etcd/EtcdCluster.h"

#include <algorithm>

namespace everbounce::bench {
namespace {

/// Of 30: 20 of the holder's end, 10 with etcd's leader, and 5 of what takes long.
int runsOf(const Interruption &interruption, int all)
{
    const QLatin1String name(interruption.name);
    if (name == QLatin1String("freeze-holder"))
        return std::max(1, all / 6);
    return std::max(1, name.contains(QLatin1String("leader")) ? all / 3 : all * 2 / 3);
}

Result measureEtcdInterruption(const Extent &extent)
{
    require(harness::EtcdCluster::isInstalled(), "etcd is not installed");
    harness::EtcdCluster etcd;
    require(etcd.start(), "etcd does not start");
    Stage stage(&etcd);
    Measurement measurement(stage);
    for (const Interruption &interruption : etcdInterruptions())
        measurement.measure(interruption, runsOf(interruption, extent.interruptions));
    return measurement.result();
}

} // namespace

const Part etcdInterruptionPart{
    "etcdinterruption", "No visible interruption, with the lease in etcd",
    "As above, with the lease in an etcd of three members on the same machine. Where its leader is killed, "
    "it "
    "is\n"
    "started again once the nodes have gone on without it. The flight is known 8 s ahead.",
    measureEtcdInterruption};

} // namespace everbounce::bench
