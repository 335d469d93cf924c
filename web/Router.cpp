// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/Router.h"

namespace everbounce {

void Router::add(const QByteArray &method, const QString &path, Handler handler)
{
    m_routes[path].insert(method, std::move(handler));
}

HttpResponse Router::answer(const HttpRequest &request) const
{
    const auto methods = m_routes.constFind(request.path);
    if (methods == m_routes.constEnd())
        return problem(404, QStringLiteral("There is nothing at %1.").arg(request.path));
    const auto handler = methods->constFind(request.method == "HEAD" ? "GET" : request.method);
    if (handler != methods->constEnd())
        return (*handler)(request);

    QByteArrayList allowed = methods->keys();
    if (allowed.contains("GET"))
        allowed.append("HEAD");
    HttpResponse refusal = problem(
        405,
        QStringLiteral("%1 answers %2 only.").arg(request.path, QString::fromLatin1(allowed.join(", "))));
    refusal.headers.append(qMakePair(QByteArray("Allow"), allowed.join(", ")));
    return refusal;
}

} // namespace everbounce
