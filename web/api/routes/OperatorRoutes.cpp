// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/OperatorRoutes.h"

#include "web/text/Json.h"

namespace everbounce {
namespace {

HttpResponse auditSince(const AuditLog &audit, const QString &since)
{
    bool ok = true;
    const qint64 after = since.isEmpty() ? 0 : since.toLongLong(&ok);
    if (!ok)
        return problem(400, QStringLiteral("since takes a time in milliseconds since 1970."));
    return {200, "application/json", audit.document(after), {}};
}

} // namespace

void addOperatorRoutes(Router &router, const AuditLog &audit, const QList<Setting> &settings,
                       const std::function<std::optional<HttpResponse>(const HttpRequest &)> &refusal)
{
    router.add("GET", QStringLiteral("/api/v1/audit"), [=, &audit](const HttpRequest &request) {
        const auto refused = refusal(request);
        return refused ? *refused : auditSince(audit, request.query.queryItemValue(QStringLiteral("since")));
    });
    router.add("GET", QStringLiteral("/api/v1/config"), [=, &settings](const HttpRequest &request) {
        const auto refused = refusal(request);
        return refused ? *refused : HttpResponse{200, "application/json", configDocument(settings), {}};
    });
}

} // namespace everbounce
