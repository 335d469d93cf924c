// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/CommandRights.h"
#include "web/http/Router.h"

#include <QUrl>

namespace everbounce {

/// `/api/v1/session`: exchanges a token for a cookie, says who somebody is, and ends a session. `rights` and
/// `publicUrls`, under which a load balancer shows the cluster, outlive the routes.
void addSessionRoutes(Router &router, CommandRights &rights, const QList<QUrl> &publicUrls);

} // namespace everbounce
