// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace everbounce::ctl {

/// Pairs a node with another one, and asks on standard input whether both show the same digits. Without an
/// address the node invites; with one it joins the cluster of the node there, ADDRESS or ADDRESS:PORT.
/// With `asJson` it says so on standard error, and prints how it ended as a document. Returns the exit
/// status.
int pair(const QUrl &node, const QString &address, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
