// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

// The text format of Prometheus, version 0.0.4. Pure.

namespace everbounce {

constexpr char metricsType[] = "text/plain; version=0.0.4; charset=utf-8";

/// All figures, those of one name together, each name with the program's prefix. The help and the type of a
/// name are those of its first figure.
QByteArray metricsText(const QList<Metric> &figures);

} // namespace everbounce
