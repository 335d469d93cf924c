// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/PairingInterface.h"
#include "web/api/commands/CommandText.h"
#include "web/http/Awaited.h"
#include "web/http/Router.h"

namespace everbounce {

/// `/api/v1/pairing…`: lets operators invite others into the cluster, or take this node into another. Belongs
/// to the web thread.
class PairingRoutes : public QObject
{
    Q_OBJECT
public:
    /// Nothing if a request may command, else the refusal.
    using Refusal = std::function<std::optional<HttpResponse>(const HttpRequest &)>;

    PairingRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);

    /// By this from now on, by queued connections; call it from any thread. What was attached before is gone.
    void attach(PairingInterface *pairing);

    void takeInvitation(quint64 request, const everbounce::InvitationView &invitation);
    void takeActed(quint64 request, const QString &problem);
    void takeView(const everbounce::PairingView &view) { m_view = view; }

Q_SIGNALS:
    /// For the node.
    void invitationWanted(quint64 request, int seconds);
    void withdrawalWanted();
    void actionWanted(quint64 request, const everbounce::PairingAction &action);

private:
    using Reader = std::function<Read<PairingAction>(const QJsonObject &)>;

    void addAction(Router &router, const char *name, const Reader &read);
    void invite(const HttpRequest &request, const Reply &reply);
    void act(const HttpRequest &request, const Reader &read, const Reply &reply);

    Refusal m_refusal;
    PairingView m_view; ///< as last told
    Awaited<quint64, InvitationView> m_open;
    Awaited<quint64, QString> m_acting; ///< the problem, if there is one
    quint64 m_request = 0;
};

/// `GET /api/v1/pairing`. Pure.
QByteArray pairingDocument(const PairingView &view);

} // namespace everbounce
