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
    "Viewers of one headless node, each with a WebSocket of its own, on one thread of the measuring process, "
    "with plain\n"
    "sockets and epoll. The table gives that process's own processor time: near 100 % the measurement itself "
    "would be the\n"
    "limit. Pages use the feed as a page does, without loading its files, and ask for the tick as it does: "
    "three times in the\n"
    "first second, then every 15 s, more rarely if there are more than 100. All join at once. Two seconds "
    "later they are\n"
    "watched for 10 s, thin clients (frames mode) for 4 s. A slowest delivery is the time from the "
    "publication of a message,\n"
    "by its `now` or its tick, until the last viewer has read it; the offset between the node's clock and "
    "the measuring\n"
    "process's is taken from the message that arrived soonest. Memory is that of the node's process as the "
    "kernel divides it,\n"
    "without what the kernel keeps for sockets. The number of thin clients grows until the last of them gets "
    "one frame in\n"
    "twenty after the next one is due.\n"
    "\n"
    "A viewer that never reads has a receive buffer of 4 KiB; one that reads slowly takes 16 bytes ten times "
    "a second. One\n"
    "that vanishes has its packets dropped before TCP sees them, as when a host loses power. The other "
    "viewers are watched\n"
    "until the node has dropped all bad ones. A standby is a page's connection to a second node, which feeds "
    "the page when\n"
    "the first node is gone. In the last figure node, viewers and load generator share the machine's cores.",
    measureFanout};

} // namespace everbounce::bench
