// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/pairing/Attempts.h"
#include "engine/cluster/pairing/PairingAnnouncer.h"
#include "engine/cluster/pairing/digits/PairingDoor.h"
#include "engine/cluster/pairing/line/Invitations.h"
#include "engine/node/pairing/NeighbourList.h"
#include "engine/node/view/PairingInterface.h"

#include <QPointer>

namespace everbounce {

/// Lets others into the cluster that this node is in, by a line or by digits, and this node into another's
/// by digits. Lives on the cluster's thread.
class Pairing final : public PairingInterface
{
    Q_OBJECT
public:
    struct Settings
    {
        ListenScope scope;
        quint16 discoveryPort = 45454;
        QString name;
        ClusterMembership membership;                  ///< what newcomers are given
        std::chrono::milliseconds invitesFor{120'000}; ///< by digits, unless somebody comes
        KeepGain keep = {};                            ///< before gained()
    };

    explicit Pairing(const Settings &settings, QObject *parent = nullptr);

    void requestInvitation(quint64 request, int seconds) override;
    void withdrawInvitations() override;
    void act(quint64 request, const everbounce::PairingAction &action) override;
    void requestView() override { Q_EMIT changed(m_view); }

    /// A node of another cluster was heard: see Discovery.
    void hearNeighbour(const QHostAddress &address, quint16 door, quint64 id);

    /// What newcomers are given from now on.
    void setMembership(const ClusterMembership &membership)
    {
        m_settings.membership = membership;
        m_isLeaving = false;
    }

    /// The cluster has a new key, which newcomers are given from now on.
    void setKey(const QByteArray &key) { m_settings.membership.key = key; }

    /// This node leaves its cluster, to which it has invited others: this withdraws all invitations. It joins
    /// no other until setMembership().
    void leaveCluster();

    /// The node begins anew under this name, which ends nothing, and is reached in this scope from now on. If
    /// that has changed, invitations end: they lead to the former addresses.
    void follow(const QString &name, const ListenScope &scope);

Q_SIGNALS:
    /// Both sides said yes, and what this node was given is kept: it is to be in that cluster, which has a
    /// node at this address.
    void gained(const everbounce::ClusterMembership &membership, const QHostAddress &inviter);

private:
    InvitationView invite(int seconds);
    QList<QHostAddress> addresses() const;
    PairingExchange exchange();
    std::optional<PairingEnd> refusesDigits();

    QString tryTo(const PairingAction &action);
    QString inviteByDigits();
    QString join(const PairingAction &action);
    QString answer(const PairingAction &action);
    bool keep(const ClusterMembership &gained, const QHostAddress &inviter);
    QString cancel();
    bool endInvitations();

    void compare(PairingSession *session);
    void onInviterEnded(PairingSession *session, PairingEnd how);
    void onNewcomerEnded(PairingSession *session, PairingEnd end);
    void stopInviting();
    void openOrClose();
    void show(PairingView::Stage stage, const QString &news = {}, bool hasJoined = false);
    void publish();

    Settings m_settings;
    Invitations m_invitations;
    PairingDoor m_door;
    QTimer m_end; ///< of the next line
    // By digits:
    PairingAnnouncer m_announcer;
    QTimer m_inviting; ///< runs while any node may come
    Attempts m_attempts;
    bool m_isBusy = false;              ///< a newcomer was let in
    bool m_isLeaving = false;           ///< its cluster
    QString m_notKept;                  ///< why
    QPointer<PairingSession> m_session; ///< whose digits people are to compare, at either side
    NeighbourList m_neighbours;
    QTimer m_forget;
    PairingView m_view;
    std::optional<PairingView> m_shown;
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::ClusterMembership)
