// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/Scenes.h"

namespace everbounce::bench {
namespace {

Result measureFanout(const Extent &extent)
{
    Result result;
    measurePages(extent, result);
    measureStandbys(extent, result);
    measureThinClients(extent, result);
    measureBadViewers(extent, result);
    measureCrowdedCluster(extent, result);
    return result;
}

} // namespace

const Part fanoutPart{
    "fanout", "Many viewers of one node",
    "Viewers of one headless node, each with a WebSocket of its own, on one thread of the process that "
    "measures: plain sockets and\nepoll. Its own processor time is told; near 100 % the measuring would be "
    "what is slow. Pages have the feed that a page has, without\nits files, and ask for the tick as it does: "
    "three times in the first second, then every 15 s, more than 100 more seldom. All join at once; two "
    "seconds later they are\nwatched for 10 s, thin clients, that is frames mode, for 4 s. A slowest "
    "delivery is the time from the "
    "publication of a message, by its\n`now` or its tick, until the last viewer had read it; how the node's "
    "clock stands to the one here is taken from the "
    "message that arrived soonest.\nMemory is that of the node's process as the kernel divides it, without "
    "what the kernel keeps for sockets. Thin clients\nare made more until the last of them has every "
    "twentieth frame later than the next one is due.\n\n"
    "A viewer that never reads has a receive buffer of 4 KiB, and one that reads slowly takes 16 bytes ten "
    "times a second.\nOne that vanishes has its packets dropped before TCP sees them, as when a host loses "
    "its power. The others are watched\nuntil the node says that it is rid of all bad ones. As a standby a "
    "page is connected to a second node, which feeds it\nwhen the first is gone. In the last figure node, "
    "crowd and load generator share the machine's cores.",
    measureFanout};

} // namespace everbounce::bench
