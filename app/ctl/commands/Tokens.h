// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace everbounce::ctl {

/// Gives out a token for a time, and prints it; without a name it is named after its role. Returns the exit
/// status, as all of these do.
int addToken(const QUrl &node, const QString &name, const QString &role, int seconds,
             const QString &tokenFile, bool asJson);

/// Prints the valid tokens.
int listTokens(const QUrl &node, const QString &tokenFile, bool asJson);

/// Revokes a token, given by its id or, if only one has it, its name.
int revokeToken(const QUrl &node, const QString &id, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
