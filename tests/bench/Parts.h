// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/report/Figure.h"

#include <stdexcept>

// The parts of the benchmark. Each starts its own nodes and ends them. Times are taken in this process by the
// monotonic clock, at what a viewer gets: they include the way through the node's web side, the loopback
// interface and this process's own event loop.

namespace everbounce::bench {

/// How much is done: everything, or little, to see that the benchmark itself works.
struct Extent
{
    int kills = 50;
    int freezes = 10;
    int crashes = 50;
    int starts = 20;
    int interruptions = 30; ///< of each kind
    std::chrono::seconds watching{20};
    QList<int> sizes{3, 8, 16, 32};                 ///< of growing clusters
    QList<int> noisy{3, 12, 32};                    ///< sizes of clusters with jitter
    int killsOfEach = 10;                           ///< of these, and of peers
    int freezesOfPeers = 5;                         ///< one may take half a minute
    int simulated = 12;                             ///< histories of many nodes
    QList<int> crowds{1'000, 3'000, 5'000, 10'000}; ///< viewers of one node, growing
    int killsBeforeCrowds = 5;
    std::chrono::seconds riddance{90}; ///< to wait at most until a node drops bad viewers
    std::chrono::seconds busy{120};    ///< for this long other processes take the processors
    std::chrono::seconds flood{60};    ///< of each kind

    static Extent quick()
    {
        return {3,
                1,
                2,
                2,
                1,
                std::chrono::seconds(2),
                {3, 5},
                {3},
                1,
                1,
                1,
                {100},
                1,
                std::chrono::seconds(2),
                std::chrono::seconds(2),
                std::chrono::seconds(2)};
    }
};

/// Something that can be measured by itself. A new one takes a file, a line below and one in main.cpp.
struct Part
{
    const char *name;                        ///< on the command line, and of its file of samples
    const char *title;                       ///< of its section in the report
    const char *how;                         ///< how its figures were taken: Markdown, without headings
    Result (*measure)(const Extent &extent); ///< throws Failure
};

extern const Part failoverPart;
extern const Part shortLeasePart;
extern const Part coordinationPart;
extern const Part enginePart;
extern const Part feedPart;
extern const Part nodePart;
extern const Part startPart;
extern const Part interruptionPart;
extern const Part etcdInterruptionPart;
extern const Part fanoutPart;
extern const Part floodsPart;
extern const Part growthPart;
extern const Part simulationPart;
extern const Part peersPart;

/// What should be measured did not happen; the text says what.
struct Failure : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// Throws where a wait was in vain.
void require(bool happened, const char *what);

/// Waits while something is measured. Never shortened: a viewer hears nothing for two seconds at a time, and
/// of less there is nothing to measure.
void watchFor(std::chrono::milliseconds time);

/// Shortens all pauses from now on by this factor: for seeing that it works, not for figures.
void shortenRests(int divisor);

/// Lets the nodes be at rest for a while.
void rest(std::chrono::milliseconds time);

} // namespace everbounce::bench
