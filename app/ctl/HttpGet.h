// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace everbounce::ctl {

/// A document of a node's API, or one sentence that says why there is none.
struct Fetched
{
    QByteArray body;
    QString error;
};

/// Asks for a path below the node's address and waits for the answer, five seconds at most.
Fetched fetch(const QUrl &node, const QString &path);

/// "Cannot reach a node at …": the sentence for all that did not come about.
QString unreachable(const QUrl &node, const QString &reason);

} // namespace everbounce::ctl
