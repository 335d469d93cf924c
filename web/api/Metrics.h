// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

// The text format of Prometheus, version 0.0.4. Pure.

namespace everbounce {

constexpr char metricsType[] = "text/plain; version=0.0.4; charset=utf-8";

/// All figures, grouped by name, each name with the program's prefix. The first figure of a name gives its
/// help and type.
QByteArray metricsText(const QList<Metric> &figures);

} // namespace everbounce
