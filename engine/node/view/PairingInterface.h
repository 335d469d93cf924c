// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/PairingView.h"

#include <QObject>

namespace everbounce {

/// Pairing as viewers see it, windows and pages alike. Lives on the cluster's thread; call its slots and
/// connect to its signals by queued connections. It outlives the node, which changes its cluster.
class PairingInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

public Q_SLOTS:
    /// Wants a code that works once, and for so long; invitationReady() follows.
    virtual void requestInvitation(quint64 request, int seconds) = 0;

    /// Withdraws all codes that were given out.
    virtual void withdrawInvitations() = 0;

    /// Somebody at this node wants this; acted() follows, and changed() if anything has.
    virtual void act(quint64 request, const everbounce::PairingAction &action) = 0;

    /// changed() follows, whatever has changed.
    virtual void requestView() = 0;

Q_SIGNALS:
    void invitationReady(quint64 request, const everbounce::InvitationView &invitation);

    /// `problem` is empty, or one sentence that says why nothing comes of it.
    void acted(quint64 request, const QString &problem);

    /// For operators only: anybody who knows the digits could confirm them.
    void changed(const everbounce::PairingView &view);
};

} // namespace everbounce
