// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/Member.h"

#include "engine/base/MonotonicClock.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace everbounce {
namespace {

LanTransport::Settings network(const Member::Settings &settings, const Keyring &ring)
{
    LanTransport::Settings network = settings.network;
    network.keys =
        deriveKeys(ring, settings.cluster); // an older one makes links, too: nothing is rotated here
    network.limits = Liveness::Limits::forSuspicionAfter(settings.timing.lease);
    return network;
}

Singleton::Config config(const Member::Settings &settings)
{
    return {settings.cluster,
            settings.stateDir,
            settings.engineProgram,
            settings.timing.tick,
            settings.timing.lease,
            settings.timing.horizon,
            QDateTime::currentMSecsSinceEpoch};
}

} // namespace

Member::Member(const Settings &settings, Workload &workload, QObject *parent)
    : QObject(parent)
    , m_id{std::max<quint64>(QRandomGenerator::system()->generate64(), 1)} // 0 is no node
    , m_settings(settings)
    , m_key(loadOrCreateKeyFile(settings.keyFile))
    , m_transport(network(settings, m_key.ring))
    , m_singleton(m_id, config(settings), m_transport, workload)
{
    connect(&m_singleton, &Singleton::left, this, [this] {
        m_transport.stop();
        Q_EMIT left();
    });
}

QString Member::start()
{
    QString problem = m_key.error;
    if (problem.isEmpty())
        problem = m_singleton.prepare();
    if (problem.isEmpty()) {
        SelfInfo self{.id = m_id, .name = m_settings.name, .startedAt = monotonicNow()};
        setTiming(self, m_settings.timing);
        problem = m_transport.start(self);
    }
    if (problem.isEmpty())
        m_singleton.start();
    return problem;
}

} // namespace everbounce
