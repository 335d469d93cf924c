// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/commands/Status.h"

namespace everbounce::ctl {

/// Lists the last changes of holder, the newest first; as JSON the node's own document; the names are the
/// terms. Returns the exit status.
int failovers(const QUrl &node, Style style);

/// Tells how the lease of a term came to its holder: a line for each thing that happened; as JSON the node's
/// own document. Returns the exit status.
int failover(const QUrl &node, const QString &term, bool asJson);

} // namespace everbounce::ctl
