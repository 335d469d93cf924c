// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

#include <QJsonArray>
#include <QUrl>

namespace everbounce {

/// Where a node's live feed is.
QUrl feedOf(const QUrl &node);

/// A segment as the live feed has it.
Segment segmentOf(const QJsonArray &fields);

} // namespace everbounce
