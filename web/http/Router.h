// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Http.h"

#include <QMap>

#include <functional>

namespace everbounce {

/// Which function answers which method at which path. Whatever answers GET answers HEAD too.
class Router
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;
    using LateHandler = std::function<void(const HttpRequest &, const Reply &)>;

    /// For answers that are there at once. One part of a path may be a variable: "/things/{name}/more".
    void add(const QByteArray &method, const QString &path, Handler handler);

    /// For answers that come later.
    void addLate(const QByteArray &method, const QString &path, LateHandler handler);

    /// The answer of the route; 404 if there is nothing at the path, 405 if it only knows other methods.
    void answer(const HttpRequest &request, const Reply &reply) const;

    /// All routes: methods by path.
    QMap<QString, QByteArrayList> routes() const;

private:
    using Routes = QMap<QString, QMap<QByteArray, LateHandler>>;

    Routes::const_iterator find(const QString &path) const;

    Routes m_routes;
};

} // namespace everbounce
