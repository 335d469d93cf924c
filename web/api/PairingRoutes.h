// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/pairing/PairingInterface.h"
#include "web/http/Awaited.h"
#include "web/http/Router.h"

namespace everbounce {

/// `/api/v1/pairing…`: lets operators invite others into the cluster. Belongs to the web thread.
class PairingRoutes : public QObject
{
    Q_OBJECT
public:
    /// Nothing if a request may command, else the refusal.
    using Refusal = std::function<std::optional<HttpResponse>(const HttpRequest &)>;

    PairingRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);
    void takeInvitation(quint64 request, const everbounce::InvitationView &invitation);

Q_SIGNALS:
    /// For the node.
    void invitationWanted(quint64 request, int seconds);
    void withdrawalWanted();

private:
    void invite(const HttpRequest &request, const Reply &reply);

    Refusal m_refusal;
    Awaited<quint64, InvitationView> m_open;
    quint64 m_request = 0;
};

} // namespace everbounce
