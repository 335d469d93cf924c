// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/FailoverRecorder.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;
using Kind = Mark::Kind;

/// How long a change of holder goes on after a node learned of it.
constexpr Nanoseconds keptAfter = 1s;

double ticks(Nanoseconds length, const Timing &timing)
{
    return double(length.count()) / double(timing.tick.count());
}

/// A silent holder was last heard one lease before it is replaced.
double windowOf(const Timing &timing)
{
    return ticks(2 * timing.lease + 1s, timing);
}

} // namespace

FailoverRecorder::FailoverRecorder(NodeId self, const Timing &timing, Transport &transport, QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_log(windowOf(timing), ticks(keptAfter, timing))
{
    connect(&transport, &Transport::channelClosed, this,
            [this](NodeId peer) { note(Kind::LinkClosed, peer); });
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer, LinkEnd end) {
        note(end == LinkEnd::Closed ? Kind::PeerGone : Kind::PeerLost, peer);
    });
    connect(&transport, &Transport::suspectChanged, this,
            [this](NodeId peer, bool suspect) { note(suspect ? Kind::Silent : Kind::Heard, peer); });
    connect(&transport, &Transport::sending, this,
            [this](NodeId to, const QCborMap &message) { noteMessage(Kind::Sent, to, message); });
    connect(&transport, &Transport::received, this,
            [this](NodeId from, const QCborMap &message) { noteMessage(Kind::Received, from, message); });
}

void FailoverRecorder::follow(Singleton &singleton)
{
    m_singleton = &singleton;
    connect(&singleton, &Singleton::leaseChanged, this, &FailoverRecorder::onLeaseChanged);
    connect(&singleton, &Singleton::recordChanged, this, &FailoverRecorder::onRecordChanged);
    connect(&singleton, &Singleton::engineLost, this, [this] { note(Kind::EngineLost); });
    connect(&singleton.engine(), &Engine::asked, this, [this] { note(Kind::EngineAsked); });
    connect(&singleton.engine(), &Engine::answered, this, [this] { note(Kind::EngineAnswered); });
}

/// Until the cluster's clock is known nothing can be placed, and the holder has not changed.
void FailoverRecorder::note(Mark::Kind kind, NodeId peer, std::uint64_t number, Mark::Message message)
{
    if (m_singleton && m_singleton->sharesClock())
        m_log.add({m_singleton->tickNow(), kind, peer, message, number});
}

void FailoverRecorder::noteMessage(Mark::Kind kind, NodeId peer, const QCborMap &message)
{
    const auto [which, number] = messageOf(message);
    if (which != Mark::Message::None)
        note(kind, peer, number, which);
}

void FailoverRecorder::onLeaseChanged(Lease lease)
{
    const bool holds = lease && lease.holder == m_self;
    if (std::exchange(m_held, holds) && !holds)
        note(Kind::Stopped);
    if (!lease)
        return;
    const auto &record = m_singleton->record();
    if (m_singleton->sharesClock())
        m_log.changed(lease, m_singleton->tickNow(), record ? double(record->reach.end) : 0);
    else
        m_log.follow(lease);
    note(holds ? Kind::Held : Kind::Followed, holds ? NodeId{} : lease.holder, lease.term);
}

void FailoverRecorder::onRecordChanged()
{
    const Record &record = *m_singleton->record();
    if (record.lease.holder == m_self)
        note(Kind::Published, {}, record.revision);
    else
        note(Kind::Shown, record.lease.holder, record.revision);
}

} // namespace everbounce
