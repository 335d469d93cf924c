// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/Parts.h"

// The scenes of the fan-out. Each starts its own nodes and adds its figures.

namespace everbounce::bench {

/// Growing crowds of pages.
void measurePages(const Extent &extent, Result &result);

/// The largest crowd of standbys: at rest, and when they all begin to watch.
void measureStandbys(const Extent &extent, Result &result);

/// Thin clients in frames mode, more and more of them until one has a frame too late.
void measureThinClients(const Extent &extent, Result &result);

/// A crowd of good viewers without and with as many bad ones, and how soon the node is rid of these.
void measureBadViewers(const Extent &extent, Result &result);

/// Failovers while one of the nodes that survive has the largest crowd.
void measureCrowdedCluster(const Extent &extent, Result &result);

} // namespace everbounce::bench
