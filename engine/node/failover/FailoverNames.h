// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeNames.h"
#include "engine/node/failover/Mark.h"

#include <QCborArray>

namespace everbounce {

// A node that is gone is known by name only to those that were there: they send its name with their records.

/// A list of [id, name] for the nodes that are mentioned in `changes`, their marks included. Pure.
QCborArray namesIn(const std::vector<Change> &changes, const NodeNames &names);

/// Takes the names of nodes that were never heard of from such a list: crooked entries are left out.
void learnNames(const QCborArray &list, NodeNames &names);

} // namespace everbounce
