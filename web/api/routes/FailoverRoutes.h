// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/node/view/NodeInterface.h"
#include "web/http/Awaited.h"
#include "web/http/Http.h"
#include "web/http/Router.h"

#include <QObject>

namespace everbounce {

/// `GET /api/v1/failovers`, `GET /api/v1/failovers/TERM`, the drawing at `…/TERM.svg`, and the same for
/// viewers of the live feed: asks the node, and answers when it does. Belongs to the web thread.
class FailoverRoutes : public QObject
{
    Q_OBJECT
public:
    FailoverRoutes(std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);

    /// By this from now on, by queued connections; call it from any thread. What was attached before is gone.
    void attach(NodeInterface *node);

    /// A viewer's question, as it came. `answer` gets a message for it, once, now or later.
    void askForViewer(const QString &question, const std::function<void(const QByteArray &)> &answer);

    void takeList(const QList<everbounce::FailoverSummary> &list);
    void take(quint64 term, const std::optional<everbounce::FailoverView> &view);

Q_SIGNALS:
    /// For the node.
    void listWanted();
    void wanted(quint64 term);

private:
    /// The result of a question: one of the first two; or neither if no living node knows of the change; or a
    /// status and a sentence.
    struct Told
    {
        std::optional<QList<FailoverSummary>> list;
        std::optional<FailoverView> view;
        int status = 200;
        QString problem;
    };
    using Use = std::function<void(const Told &)>;

    void answerOne(const HttpRequest &request, const Reply &reply);
    void ask(quint64 term, const Use &use);

    RateLimit m_rate;
    Awaited<quint64, Told> m_open; ///< by their terms; 0 is the list
};

/// The documents, as JSON. Pure.
QByteArray failoversDocument(const QList<FailoverSummary> &list);
QByteArray failoverDocument(const FailoverView &view);

} // namespace everbounce
