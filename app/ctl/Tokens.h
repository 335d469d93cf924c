// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace everbounce::ctl {

/// Gives out a token that may command, prints it; the exit status.
int addToken(const QUrl &node, const QString &name, const QString &role, int seconds,
             const QString &tokenFile, bool asJson);

/// Prints those that are good.
int listTokens(const QUrl &node, const QString &tokenFile, bool asJson);

/// By its id or, if only one has it, its name.
int revokeToken(const QUrl &node, const QString &id, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
