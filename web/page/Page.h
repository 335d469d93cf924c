// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BallState.h"
#include "web/http/Http.h"

#include <QMap>

namespace everbounce {

/// What a browser gets: the page with the scene in it, and the files that it refers to. Read once from the
/// program's resources.
class Page
{
public:
    Page();

    /// The page with the ball already in place, so that there is something to see before any script runs.
    HttpResponse document(const Position &ball, const QByteArray &policy) const;

    /// Paths under which the other files are served.
    QStringList paths() const { return m_files.keys(); }
    HttpResponse file(const QString &path) const { return m_files.value(path); }

private:
    QByteArray m_document;
    QMap<QString, HttpResponse> m_files;
};

} // namespace everbounce
