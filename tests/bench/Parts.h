// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/Figure.h"

#include <stdexcept>

// The parts of the benchmark. Each starts its own nodes and ends them. Times are taken in this process by the
// monotonic clock, at what a viewer gets: they include the way through the node's web side, the loopback
// interface and this process's own event loop.

namespace everbounce::bench {

/// What was to be measured did not happen; says what.
struct Failure : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// From the moment that the holder was killed, or frozen, until a survivor's viewer hears of its successor.
QList<Figure> measureFailover(const Extent &extent);

/// From the moment that the engine process was hit by SIGSEGV until a viewer gets a new track.
QList<Figure> measureEngineCrash(const Extent &extent);

/// What one viewer gets of a cluster at rest, in both modes.
QList<Figure> measureFeed(const Extent &extent);

/// Memory and processor time of headless nodes that nobody watches, with their engine processes.
QList<Figure> measureNode(const Extent &extent);

/// From the moment that a node is spawned until its page has come.
QList<Figure> measureStart(const Extent &extent);

/// Throws where a wait was in vain.
void require(bool happened, const char *what);

/// Lets the nodes be at rest for a while.
void rest(std::chrono::milliseconds time);

} // namespace everbounce::bench
