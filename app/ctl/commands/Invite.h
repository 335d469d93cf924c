// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace everbounce::ctl {

/// "90", "90s", "10m", "2h" or "1d" in seconds; nothing for anything else.
std::optional<int> readDuration(const QString &text);

/// Prints a line by which another node joins the node's cluster. Returns the exit status.
int invite(const QUrl &node, int seconds, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
