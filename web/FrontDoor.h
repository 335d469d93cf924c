// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/AccessRules.h"
#include "web/access/CommandRights.h"
#include "web/api/WebFigures.h"
#include "web/api/commands/AuditLog.h"
#include "web/http/Router.h"

#include <QObject>

namespace everbounce {

/// What every request passes before and after the router: whether it may come in at all, by which name and
/// from which page; HTTPS where the node has it; the audit; and what was answered. Lives on the web thread;
/// what it is given outlives it.
class FrontDoor : public QObject
{
    Q_OBJECT
public:
    FrontDoor(const AccessRules &rules, const Router &router, CommandRights &rights, QObject *parent);

    /// From now on only HTTPS is served.
    void setEncrypted() { m_isEncrypted = true; }
    bool isEncrypted() const { return m_isEncrypted; }

    void answer(const HttpRequest &request, const Reply &reply);

    /// To a request that wants to become a WebSocket: 101 if it may.
    HttpResponse upgrade(const HttpRequest &request) const;

    void keep(const AuditEntry &entry);
    const AuditLog &audit() const { return m_audit; }
    const WebFigures &figures() const { return m_figures; }

Q_SIGNALS:
    /// For the log of this node's own window: somebody did or tried something.
    void audited(const everbounce::EventView &event);

private:
    HttpResponse refusedUpgrade(const HttpRequest &request) const;
    std::optional<HttpResponse> refusal(const HttpRequest &request) const;
    bool isOfAnotherSite(const HttpRequest &request) const;
    HttpResponse toHttps(const HttpRequest &request) const;
    void note(const HttpRequest &request, const Identity &asker, const HttpResponse &response);
    Identity grantedBy(const HttpResponse &response, const Identity &asker) const;

    const AccessRules &m_rules;
    const Router &m_router;
    CommandRights &m_rights;
    bool m_isEncrypted = false;
    AuditLog m_audit;
    WebFigures m_figures;
};

} // namespace everbounce
