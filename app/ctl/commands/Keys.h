// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace everbounce::ctl {

/// Shows which keys the cluster has. Returns the exit status.
int listKeys(const QUrl &node, const QString &tokenFile, bool asJson);

/// Gives the cluster a new key, for all nodes but one, or for all if `without` is empty.
int rotateKey(const QUrl &node, const QString &without, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
