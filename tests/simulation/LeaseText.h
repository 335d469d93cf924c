// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseMessages.h"

#include <functional>
#include <string>

namespace everbounce {

/// What a node is called in a text.
using NodeNaming = std::function<std::string(NodeId)>;

/// "(3, b)", or "none".
std::string toText(const Lease &lease, const NodeNaming &name);

/// One line for traces and scenarios: "renewal (3, b)".
std::string toText(const LeaseMessage &message, const NodeNaming &name);

/// Milliseconds with one decimal: "12.3 ms".
std::string toText(Duration duration);

} // namespace everbounce
