// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/Http.h"

#include <QMap>

#include <functional>

namespace everbounce {

/// Which function answers which method at which path. What asks for GET may be asked by HEAD too.
class Router
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;

    void add(const QByteArray &method, const QString &path, Handler handler);

    /// The answer of the route; 404 where nothing is at the path, 405 where it knows other methods only.
    HttpResponse answer(const HttpRequest &request) const;

private:
    QMap<QString, QMap<QByteArray, Handler>> m_routes;
};

} // namespace everbounce
