// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/pairing/Invitations.h"
#include "engine/cluster/pairing/PairingDoor.h"
#include "engine/cluster/pairing/PairingInterface.h"

namespace everbounce {

/// Lets others into the cluster that this node is in. Lives on the cluster's thread.
class Pairing final : public PairingInterface
{
    Q_OBJECT
public:
    struct Settings
    {
        ListenScope scope;
        QString name;
        ClusterMembership membership; ///< what newcomers are given
    };

    explicit Pairing(const Settings &settings, QObject *parent = nullptr);

    void requestInvitation(quint64 request, int seconds) override;
    void withdrawInvitations() override;

private:
    InvitationView invite(int seconds);
    PairingExchange exchange();
    QList<QHostAddress> addresses() const;
    void openOrClose();

    Settings m_settings;
    Invitations m_invitations;
    PairingDoor m_door;
    QTimer m_end; ///< of the next invitation
};

} // namespace everbounce
