// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/node/failover/FailoverLog.h"
#include "engine/singleton/Singleton.h"
#include "engine/singleton/Timing.h"

#include <QObject>

namespace everbounce {

/// Listens to a node's links, lease and engine, and writes what happens into a FailoverLog, by the cluster's
/// clock. Lives on the cluster's thread.
class FailoverRecorder : public QObject
{
    Q_OBJECT
public:
    /// Make it before anything else that listens to the transport, so that a message is recorded before its
    /// effects. `transport` outlives this object.
    FailoverRecorder(NodeId self, const Timing &timing, Transport &transport, QObject *parent = nullptr);

    /// The singleton that owns the lease; it outlives this object. Nothing is recorded before this call.
    void follow(Singleton &singleton);

    const FailoverLog &log() const { return m_log; }

private:
    void note(Mark::Kind kind, NodeId peer = {}, std::uint64_t number = 0,
              Mark::Message message = Mark::Message::None);
    void noteMessage(Mark::Kind kind, NodeId peer, const QCborMap &message);
    void onLeaseChanged(Lease lease);
    void onRecordChanged();

    NodeId m_self;
    Singleton *m_singleton = nullptr;
    FailoverLog m_log;
    bool m_held = false;
};

} // namespace everbounce
