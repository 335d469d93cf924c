// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QString>

namespace everbounce {

struct Agreement;
struct SelfInfo;

/// What all nodes of a singleton must share. If the lengths of time differed, a lease would be valid for one
/// node and over for another, and their clocks would count different ticks. If some had their lease
/// elsewhere, there would be two holders.
struct Timing
{
    Nanoseconds tick = std::chrono::milliseconds(30);
    Nanoseconds lease = std::chrono::milliseconds(500);
    Nanoseconds horizon = std::chrono::seconds(3);
    QString coordination = QStringLiteral("peers"); ///< what the lease stands on, as --coordination names it
};

/// As nodes compare it.
Agreement agreementOn(const Timing &timing);

/// Has a node tell it to the others, and reach a silent holder another way in time.
void setTiming(SelfInfo &self, const Timing &timing);

} // namespace everbounce
