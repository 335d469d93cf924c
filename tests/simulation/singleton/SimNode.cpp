// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/SimNode.h"

#include "engine/base/MonotonicClock.h"
#include "engine/singleton/Timing.h"

#include <QDateTime>

namespace everbounce::simulation {

using namespace std::chrono_literals;

namespace {

/// Shorter than a real cluster's, so that more happens in a virtual second.
constexpr auto leaseTime = 200ms;
constexpr Liveness::Limits limits{.suspectAfter = 200ms, .goneAfter = 1200ms, .checkEvery = 50ms};

} // namespace

Singleton::Config SimNode::config(const Plan &plan)
{
    Singleton::Config config;
    config.clusterName = clusterName();
    config.lease = leaseTime;
    config.wallClock = QDateTime::currentMSecsSinceEpoch;
    config.stretchesTold = plan.stretchesTold;
    config.commandsKept = plan.commandsKept;
    return config;
}

SimNode::SimNode(NodeId id, const Plan &plan, LoopbackBus &bus, Platter &platter, Random &random)
    : m_id(id)
    , m_disk(new SimDisk(platter, random))
    , m_engine(new SimEngine(random))
    , m_transport(bus, limits)
    , m_singleton(id, config(plan), {std::unique_ptr<Disk>(m_disk), std::unique_ptr<Engine>(m_engine)},
                  m_transport, m_workload)
{
}

QString SimNode::start()
{
    if (const QString problem = m_singleton.prepare(); !problem.isEmpty())
        return problem;
    SelfInfo self;
    self.id = m_id;
    self.startedAt = monotonicNow();
    setTiming(self, {.lease = leaseTime});
    [[maybe_unused]] const QString linkProblem = m_transport.start(self);
    m_singleton.start();
    return {};
}

void SimNode::kill()
{
    m_disk->kill();
}

} // namespace everbounce::simulation
