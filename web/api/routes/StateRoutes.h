// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Router.h"
#include "web/live/NodeMirror.h"

namespace everbounce {

/// The routes that show the state: the scene, health, and all documents of the API. `node` is read at each
/// request and must outlive the router.
void addStateRoutes(Router &router, NodeMirror &node);

} // namespace everbounce
