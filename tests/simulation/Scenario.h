// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace everbounce::simulation {

/// Plays a story of a cluster and returns it with what happens written below each command, so that a file
/// that is right is left as it is. Lines that begin with '#' and empty ones are kept; lines of earlier
/// output, indented by two blanks, are replaced. Every message takes one millisecond. The commands, after ">
/// ":
///
///     cluster a b c               start these nodes at once; earlier names have lower ids
///     start d [revision N] [era N] [term N]    start one with a snapshot of so much
///     wait MS
///     kill a | freeze a | thaw a | release a | drain a
///     cut a b | cut a -> b | heal | reset a b
///     command a | track a         let a publish a new revision, or more of its track
///     messages on | messages off  whether messages are written too
///     show                        how every node sees the lease
///
/// Throws std::runtime_error, with the line, for what it does not understand.
std::string playScenario(const std::string &story);

} // namespace everbounce::simulation
