// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>

namespace everbounce {

/// A line that was asked for.
struct InvitationView
{
    QString code;    ///< for --join; empty if there is none
    QString problem; ///< one sentence; empty if there is a code
    int seconds = 0; ///< how long it is good
    bool isForThisMachineOnly = false;
};

/// Pairing as viewers see it, windows and pages alike. Lives on the cluster's thread; call its slots and
/// connect to its signals by queued connections.
class PairingInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

public Q_SLOTS:
    /// Wants a line that is good once, and for so long; invitationReady() follows.
    virtual void requestInvitation(quint64 request, int seconds) = 0;

    /// No line that was given out is good any more.
    virtual void withdrawInvitations() = 0;

Q_SIGNALS:
    void invitationReady(quint64 request, const everbounce::InvitationView &invitation);
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::InvitationView)
