// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeInterface.h"
#include "web/access/CommandCaps.h"
#include "web/access/CommandRights.h"
#include "web/api/commands/AuditLog.h"
#include "web/api/commands/CommandMemory.h"
#include "web/api/commands/CommandText.h"
#include "web/http/Awaited.h"
#include "web/http/Router.h"
#include "web/live/ViewerSet.h"

#include <QUuid>

namespace everbounce {

struct CommandLimits
{
    Rate each{100, 50};                       ///< commands of one connection or viewer
    Rate all{400, 200};                       ///< commands of all of them, and as many of the own user
    std::chrono::milliseconds patience{6000}; ///< for the node, which gives up earlier by itself
};

/// Commands over the web, by requests and by messages of the live feed: checks who may give them and how
/// many, and reports what became of each. Lives on the web thread.
class CommandGate final : public QObject
{
    Q_OBJECT
public:
    /// `cluster` is read whenever a command names a node.
    CommandGate(const CommandLimits &limits, const ClusterView &cluster, QObject *parent);

    void setRights(const CommandRights &rights) { m_rights = rights; }
    CommandRights &rights() { return m_rights; }

    void addRoutes(Router &router);

    /// Nothing if a request may command now, else the refusal: for other routes that do something.
    std::optional<HttpResponse> refusal(const HttpRequest &request);

    /// A message of a viewer; anything but a command is ignored. answered() follows, now or later.
    void receive(const ViewerOrder &viewer, const QString &text);

    /// The result of a command, perhaps of another client's.
    void conclude(const QString &id, const CommandResult &result);

    quint64 accepted() const { return m_accepted; }
    quint64 refused() const { return m_refused; }

Q_SIGNALS:
    /// For the node.
    void asked(const QString &id, const everbounce::Command &command);

    /// What a viewer did or tried.
    void audited(const everbounce::AuditEntry &entry);

    /// For one viewer.
    void answered(quint64 viewer, const QByteArray &message);

private:
    using Reader = std::function<Read<Command>(const QJsonObject &)>;
    using Told = std::function<void(const CommandResult &)>;

    CommandCaps &capsOf(const Identity &identity);
    void givePass(const ViewerOrder &viewer, const QByteArray &id, const QByteArray &token);
    void take(const HttpRequest &request, const Reader &read, const Reply &reply);
    void order(const QString &id, const Command &command, const Told &told);
    void note(AuditEntry entry, const CommandResult &result);
    CommandResult counted(const CommandResult &result);

    const ClusterView &m_cluster;
    CommandRights m_rights;
    CommandCaps m_caps;    ///< of those who were given a token
    CommandCaps m_ownCaps; ///< of the node's own user, and of the operator
    Awaited<QString, CommandResult> m_open;
    QByteArray m_salt = QUuid::createUuid().toRfc4122(); ///< other gateways number their viewers too
    CommandMemory m_memory;
    quint64 m_accepted = 0;
    quint64 m_refused = 0;
};

} // namespace everbounce
