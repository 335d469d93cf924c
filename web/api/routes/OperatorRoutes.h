// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/api/Setting.h"
#include "web/api/commands/AuditLog.h"
#include "web/http/Router.h"

#include <functional>
#include <optional>

namespace everbounce {

/// Adds what only operators may read of a node: `GET /api/v1/audit` and `GET /api/v1/config`. What is read
/// must outlive the router; `refusal` says why a request is not let in.
void addOperatorRoutes(Router &router, const AuditLog &audit, const QList<Setting> &settings,
                       const std::function<std::optional<HttpResponse>(const HttpRequest &)> &refusal);

} // namespace everbounce
