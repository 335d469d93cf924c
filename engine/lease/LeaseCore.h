// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/LeaseMessages.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// Times of the lease. All are lengths by the node's own clock.
struct LeaseTimes
{
    Duration lease = std::chrono::milliseconds(500);
    Duration listen =
        std::chrono::milliseconds(300); ///< a starting node hears this long before it claims alone

    Duration renewal() const { return lease / 5; }
    Duration claim() const { return lease / 5; }
    Duration late() const { return lease / 2; }
};

/// What the core wants done. To be carried out in the order given.
struct Send
{
    NodeId to;
    LeaseMessage message;
    bool withGuardian = false; ///< attach this node's guardian: the receiver's is, or may be, older
};
struct BecameHolder
{
    Lease lease;
};
struct StoppedHolding
{
    Lease lease; ///< the lease that this node had
};
/// Another lease is now the one that counts, or none is (term 0): for display and for readiness.
struct HolderChanged
{
    Lease lease;
};
using LeaseAction = std::variant<Send, BecameHolder, StoppedHolding, HolderChanged>;

/// How a link went down.
enum class LinkLoss {
    Closed, ///< by the kernel of the other side: its process is gone
    Silent, ///< given up after silence, or the network failed: its process may well live
};

/// ... interface: see docs/lease.md
class LeaseCore;

} // namespace everbounce
