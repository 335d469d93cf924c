// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/Http.h"

namespace everbounce::ctl {

/// How something is shown: for a person, as one JSON document, or names alone, one a line.
enum class Style { People, Json, Names };

/// Shows the cluster as the node sees it; as JSON an object with the members "cluster" and "ball"; the names
/// are those of the nodes. Returns the exit status, as below.
int status(const QUrl &node, Style style);

/// Shows the behaviours; as JSON an object with "behavior", "last_good", "on_trial" and "behaviors".
int behaviors(const QUrl &node, Style style);

/// Shows the available faults; as JSON the node's own document.
int faults(const QUrl &node, Style style);

} // namespace everbounce::ctl
