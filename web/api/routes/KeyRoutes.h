// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeInterface.h"
#include "web/api/commands/CommandText.h"
#include "web/http/Awaited.h"
#include "web/http/Router.h"

namespace everbounce {

/// `/api/v1/keys…`: lets operators see which keys the cluster has, and give it a new one. Belongs to the web
/// thread.
class KeyRoutes : public QObject
{
    Q_OBJECT
public:
    /// The refusal, or nothing if the request is allowed.
    using Refusal = std::function<std::optional<HttpResponse>(const HttpRequest &)>;

    KeyRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);

    /// By this from now on, by queued connections; call it from any thread. What was attached before is gone.
    void attach(NodeInterface *node);

    void takeKeys(quint64 request, const everbounce::KeysView &keys);
    void takeRotated(quint64 request, const everbounce::KeyRotated &result);

Q_SIGNALS:
    /// For the node.
    void keysWanted(quint64 request);
    void rotationWanted(quint64 request, const QString &without);

private:
    void list(const HttpRequest &request, const Reply &reply);
    void rotate(const HttpRequest &request, const Reply &reply);

    Refusal m_refusal;
    Awaited<quint64, KeysView> m_lists;
    Awaited<quint64, KeyRotated> m_rotations;
    quint64 m_request = 0;
};

/// `GET /api/v1/keys`, at this time in milliseconds since 1970. Pure.
QByteArray keysDocument(const KeysView &keys, qint64 now);

} // namespace everbounce
