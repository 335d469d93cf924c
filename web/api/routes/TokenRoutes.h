// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/tokens/TokenBook.h"
#include "web/http/Router.h"

#include <functional>

namespace everbounce {

/// `/api/v1/tokens`: lets the node's own user, and holders of the operator's token, give out further tokens
/// and revoke them. A token that was given out cannot do that.
///
/// `refusal` says whether a request may. `tokens` outlives the routes.
void addTokenRoutes(Router &router, TokenBook &tokens,
                    const std::function<std::optional<HttpResponse>(const HttpRequest &)> &refusal);

} // namespace everbounce
