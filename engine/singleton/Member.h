// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/LanTransport.h"
#include "engine/singleton/Singleton.h"

namespace everbounce {

/// A process that takes part in a singleton of its own: key, transport and singleton, wired. Lives on the
/// thread that makes it, which needs an event loop.
class Member : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString cluster;                    ///< nodes of a cluster of another name are not met
        QString name;                       ///< of this node, as others are told
        QString keyFile = defaultKeyFile(); ///< the same on all nodes; made where it is not there
        LanTransport::Settings network;     ///< its keys and limits are set by what stands here
        QString stateDir;                   ///< of this node alone; made where it is not there
        QString engineProgram;
        Timing timing; ///< the same on all nodes
    };

    /// `workload` outlives this object.
    Member(const Settings &settings, Workload &workload, QObject *parent = nullptr);

    /// Joins the cluster. Gives an empty text, or one sentence that says why it cannot.
    [[nodiscard]] QString start();

    /// Leaves it: a holder hands its lease over first. left() follows.
    void leave();

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
