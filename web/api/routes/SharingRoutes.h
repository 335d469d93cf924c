// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/SharingInterface.h"
#include "web/api/commands/CommandText.h"
#include "web/http/Awaited.h"
#include "web/http/Router.h"

namespace everbounce {

/// `/api/v1/sharing…`: lets operators open this node to its network, and make links to its page. Belongs to
/// the web thread.
class SharingRoutes : public QObject
{
    Q_OBJECT
public:
    /// Nothing if a request may let others in, else the refusal.
    using Refusal = std::function<std::optional<HttpResponse>(const HttpRequest &)>;
    using MakeLink = std::function<PageLink(const QString &role)>;

    SharingRoutes(Refusal refusal, MakeLink makeLink, std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);

    /// By this from now on, by queued connections; call it from any thread. What was attached before is gone.
    void attach(SharingInterface *sharing);

    void takeView(const everbounce::SharingView &view) { m_view = view; }
    void takeShared(quint64 request, const QString &problem);

Q_SIGNALS:
    /// For the program.
    void wanted(quint64 request, bool on);

private:
    void share(const HttpRequest &request, const Reply &reply);
    HttpResponse link(const HttpRequest &request);

    Refusal m_refusal;
    MakeLink m_makeLink;
    SharingView m_view;                  ///< as last told
    Awaited<quint64, QString> m_sharing; ///< the problem, if there is one
    quint64 m_request = 0;
};

/// `GET /api/v1/sharing`. Pure.
QByteArray sharingDocument(const SharingView &view);

} // namespace everbounce
