// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/CommandRights.h"
#include "web/http/Router.h"

namespace everbounce {

/// `/api/v1/session`: exchanges a token for a cookie, says who somebody is, and ends a session. `rights`
/// outlives the routes.
void addSessionRoutes(Router &router, CommandRights &rights);

} // namespace everbounce
