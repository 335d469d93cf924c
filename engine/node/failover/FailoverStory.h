// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/node/failover/Mark.h"
#include "engine/node/view/FailoverView.h"

#include <functional>

namespace everbounce {

/// One change of holder as one node recorded it.
struct FailoverPart
{
    NodeId node;
    Change change;
};

/// What a story needs besides the records.
struct FailoverSetting
{
    std::function<QString(NodeId)> nameOf;
    Nanoseconds tickLength;
    double now = 0; ///< tick
};

FailoverSummary summaryOf(const Change &change, const FailoverSetting &setting);

/// Puts the records of one change together; there is at least one. Pure.
FailoverView tellFailover(const std::vector<FailoverPart> &parts, const FailoverSetting &setting);

} // namespace everbounce
