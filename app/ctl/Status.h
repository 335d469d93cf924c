// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace everbounce::ctl {

/// Prints the cluster as the node sees it, for a person or as one JSON object with the members "cluster" and
/// "ball". Returns the exit status.
int status(const QUrl &node, bool asJson);

} // namespace everbounce::ctl
