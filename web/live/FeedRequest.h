// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/Http.h"
#include "web/live/ViewerSet.h"

namespace everbounce {

class CommandRights;

/// The answer to a request at `/live`: 101 where the feed opens.
HttpResponse openFeed(const HttpRequest &request);

/// What is known of a viewer whose feed opens.
ViewerOrder viewerOrder(const HttpRequest &request, CommandRights &rights);

} // namespace everbounce
