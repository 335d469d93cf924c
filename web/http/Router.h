// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Http.h"

#include <QMap>

#include <functional>

namespace everbounce {

/// Which function answers which method at which path. What asks for GET may be asked by HEAD too.
class Router
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;
    using LateHandler = std::function<void(const HttpRequest &, const Reply &)>;

    /// For what can be answered at once.
    void add(const QByteArray &method, const QString &path, Handler handler);

    /// For what is answered when somebody else has said what.
    void addLate(const QByteArray &method, const QString &path, LateHandler handler);

    /// The answer of the route; 404 where nothing is at the path, 405 where it knows other methods only.
    void answer(const HttpRequest &request, const Reply &reply) const;

    /// All there is: methods by path.
    QMap<QString, QByteArrayList> routes() const;

private:
    QMap<QString, QMap<QByteArray, LateHandler>> m_routes;
};

} // namespace everbounce
