// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/Singleton.h"
#include "tests/fakes/LoopbackTransport.h"
#include "tests/simulation/singleton/Happening.h"
#include "tests/simulation/singleton/SimDisk.h"
#include "tests/simulation/singleton/SimEngine.h"
#include "tests/workload/counter/Counter.h"

namespace everbounce::simulation {

/// A node that counts, in virtual time: the singleton as it ships, with a transport, a disk and an engine in
/// memory.
class SimNode
{
public:
    SimNode(NodeId id, const Plan &plan, LoopbackBus &bus, Platter &platter, Random &random);

    /// An empty text, or why it cannot: then it is to be deleted.
    [[nodiscard]] QString start();
    /// From one moment to the next: what its disk had not begun to write is lost.
    void kill();

    static QString clusterName() { return QStringLiteral("simulation"); }

    NodeId id() const { return m_id; }
    Singleton &singleton() { return m_singleton; }
    const Singleton &singleton() const { return m_singleton; }
    LoopbackTransport &transport() { return m_transport; }

private:
    static Singleton::Config config(const Plan &plan);

    NodeId m_id;
    SimDisk *m_disk;     ///< the singleton's
    SimEngine *m_engine; ///< likewise
    LoopbackTransport m_transport;
    counter::Counter m_workload;
    Singleton m_singleton;
};

} // namespace everbounce::simulation
