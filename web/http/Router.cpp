// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/Router.h"

#include <algorithm>

namespace everbounce {

/// Whether a path is one of those that a pattern stands for: any part for its variable, and an empty one,
/// too.
static bool isOneOf(const QString &path, const QString &pattern)
{
    const qsizetype begin = pattern.indexOf(u'{');
    const qsizetype end = pattern.indexOf(u'}');
    if (begin < 0 || end < begin)
        return false;
    const QStringView after = QStringView(pattern).sliced(end + 1);
    const qsizetype length = path.size() - begin - after.size();
    return length >= 0 && path.startsWith(QStringView(pattern).first(begin)) && path.endsWith(after) &&
           !QStringView(path).sliced(begin, length).contains(u'/');
}

void Router::add(const QByteArray &method, const QString &path, Handler handler)
{
    addLate(method, path, [handler = std::move(handler)](const HttpRequest &request, const Reply &reply) {
        reply(handler(request));
    });
}

void Router::addLate(const QByteArray &method, const QString &path, LateHandler handler)
{
    m_routes[path].insert(method, std::move(handler));
}

/// A path of its own comes before one with a variable.
Router::Routes::const_iterator Router::find(const QString &path) const
{
    const auto exact = m_routes.constFind(path);
    if (exact != m_routes.constEnd())
        return exact;
    return std::find_if(m_routes.keyValueBegin(), m_routes.keyValueEnd(),
                        [&path](const auto &route) { return isOneOf(path, route.first); })
        .base();
}

void Router::answer(const HttpRequest &request, const Reply &reply) const
{
    const auto methods = find(request.path);
    if (methods == m_routes.constEnd())
        return reply(problem(404, QStringLiteral("There is nothing at %1.").arg(request.path)));
    const auto handler = methods->constFind(request.method == "HEAD" ? "GET" : request.method);
    if (handler != methods->constEnd())
        return (*handler)(request, reply);

    QByteArrayList allowed = methods->keys();
    if (const qsizetype get = allowed.indexOf("GET"); get >= 0)
        allowed.insert(get + 1, "HEAD");
    HttpResponse refusal = problem(
        405,
        QStringLiteral("%1 answers %2 only.").arg(request.path, QString::fromLatin1(allowed.join(", "))));
    refusal.headers.append(qMakePair(QByteArray("Allow"), allowed.join(", ")));
    reply(refusal);
}

QMap<QString, QByteArrayList> Router::routes() const
{
    QMap<QString, QByteArrayList> routes;
    for (auto route = m_routes.begin(); route != m_routes.end(); ++route)
        routes.insert(route.key(), route->keys());
    return routes;
}

} // namespace everbounce
