// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/rotation/KeyRotation.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/node/events/Announcer.h"
#include "engine/node/view/KeysView.h"

namespace everbounce {

/// The cluster's keys as viewers see and change them: finds the member that a person means, has KeyRotation
/// do it, and announces what came of it. Lives on the cluster's thread.
class KeyCommands : public QObject
{
    Q_OBJECT
public:
    /// Without `settings` this node takes part in no change of the key. The others outlive this object; the
    /// holder of `lease` decides.
    KeyCommands(const NodeNames &names, Transport &transport,
                const std::optional<KeyRotation::Settings> &settings, const LeaseKeeper &lease,
                Announcer &announcer, QObject *parent = nullptr);

    /// listed() follows.
    void requestList(quint64 request);

    /// A new key for all nodes, or for all but one: by a node's id or name, or a member's. rotated() follows.
    void rotate(quint64 request, const QString &without);

    /// A peer has come, or gone.
    void greet(const PeerInfo &peer);
    void forget(NodeId peer);

Q_SIGNALS:
    void listed(quint64 request, const everbounce::KeysView &keys);
    void rotated(quint64 request, const everbounce::KeyRotated &result);

    /// This is the cluster's key from now on.
    void changed(const QByteArray &key);

    /// That peer was removed; its link is about to be closed.
    void removes(everbounce::NodeId peer);

    /// Another node has removed this one from the cluster that had these keys.
    void removed(const everbounce::Keyring &ring);

private:
    void onChanged();
    QList<QByteArray> membersNamed(const QString &text) const;

    const NodeNames &m_names;
    Transport &m_transport;
    Announcer &m_announcer;
    std::optional<KeyRotation> m_rotation;
};

} // namespace everbounce
