// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/ScriptsInterface.h"
#include "web/http/Awaited.h"
#include "web/http/Router.h"

namespace everbounce {

/// `/api/v1/behaviors/…`: whoever may command writes scripts at this node, and has texts flown ahead. Belongs
/// to the web thread.
class ScriptRoutes : public QObject
{
    Q_OBJECT
public:
    /// Nothing if a request may command, else the refusal.
    using Refusal = std::function<std::optional<HttpResponse>(const HttpRequest &)>;

    ScriptRoutes(Refusal refusal, std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);

    /// By this from now on, by queued connections; call it from any thread. What was attached before is gone.
    void attach(ScriptsInterface *scripts);

Q_SIGNALS:
    /// For the node.
    void previewWanted(quint64 request, const QString &viewer, const QByteArray &text);
    void editWanted(quint64 request, const everbounce::ScriptOrder &order);

private:
    void preview(const HttpRequest &request, const Reply &reply);
    void edit(const HttpRequest &request, ScriptOrder::Kind kind, const Reply &reply);

    Refusal m_refusal;
    Awaited<quint64, ScriptPreview> m_previews;
    Awaited<quint64, ScriptAnswer> m_edits;
    quint64 m_request = 0;
};

/// The path as the live feed has tracks, and a script with its versions. Pure.
QByteArray previewDocument(const ScriptPreview &preview);
QByteArray scriptDocument(const QString &name, const ScriptAnswer &script);

} // namespace everbounce
