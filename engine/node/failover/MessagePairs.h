// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/failover/FailoverStory.h"

namespace everbounce {

/// A message as its two ends recorded it, in ticks; one of the two may be missing.
struct MessagePair
{
    Mark::Message message = Mark::Message::None;
    std::uint64_t number = 0;
    NodeId from;
    NodeId to;
    std::optional<double> sent;
    std::optional<double> received;
};

/// The messages from `begin` to `end`, in the order of their times. A received message is matched to the last
/// one of its kind that was sent before; `doubt` is how far two clocks may be apart. Messages on one link are
/// in order, so this is right unless one of two equal ones was lost.
std::vector<MessagePair> pairMessages(const std::vector<FailoverPart> &parts, double begin, double end,
                                      double doubt);

} // namespace everbounce
