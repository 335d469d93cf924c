// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/FailoverView.h"
#include "web/http/Awaited.h"
#include "web/http/Http.h"
#include "web/http/Router.h"

#include <QObject>

namespace everbounce {

/// `GET /api/v1/failovers` and `GET /api/v1/failovers/TERM`: asks the node, and answers when it has told.
/// Belongs to the web thread.
class FailoverRoutes : public QObject
{
    Q_OBJECT
public:
    FailoverRoutes(std::chrono::milliseconds patience, QObject *parent);

    void addTo(Router &router);

    void takeList(const QList<everbounce::FailoverSummary> &list);
    void take(quint64 term, const std::optional<everbounce::FailoverView> &view);

Q_SIGNALS:
    /// For the node.
    void listWanted();
    void wanted(quint64 term);

private:
    void answer(quint64 term, const Reply &reply);

    Awaited<quint64, HttpResponse> m_open; ///< by their terms; 0 is the list
};

/// The documents, as JSON. Pure.
QByteArray failoversDocument(const QList<FailoverSummary> &list);
QByteArray failoverDocument(const FailoverView &view);

} // namespace everbounce
