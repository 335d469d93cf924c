// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/mesh/LanTransport.h"
#include "engine/singleton/Singleton.h"
#include "engine/singleton/Timing.h"

namespace everbounce {

/// A process that takes part in a singleton: key, transport and singleton, wired. Lives on the thread that
/// makes it, which needs an event loop.
class Member : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString cluster;                    ///< nodes of another cluster are never met
        QString name;                       ///< of this node, as others see it
        QString keyFile = defaultKeyFile(); ///< the same on all nodes; created if it does not exist
        LanTransport::Settings network;     ///< the settings here override its keys and limits
        QString stateDir;                   ///< of this node alone; created if it does not exist
        QString engineProgram;
        Timing timing; ///< the same on all nodes
    };

    /// `workload` outlives this object.
    Member(const Settings &settings, Workload &workload, QObject *parent = nullptr);

    /// Joins the cluster. Returns an empty text, or one sentence that says why it cannot.
    [[nodiscard]] QString start();

    /// Leaves the cluster: a holder hands its lease over first. left() follows, once.
    void leave() { m_singleton.leave(); }

    NodeId id() const { return m_id; }
    Singleton &singleton() { return m_singleton; }
    Transport &transport() { return m_transport; }

Q_SIGNALS:
    void left();

private:
    NodeId m_id;
    Settings m_settings;
    KeyFileResult m_key;
    LanTransport m_transport;
    Singleton m_singleton;
};

} // namespace everbounce
