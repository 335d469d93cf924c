// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace everbounce::ctl {

/// Shows the settings of a node and where each comes from; as JSON the node's own document. Returns the exit
/// status.
int config(const QUrl &node, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
