// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/bench/interruption/Measurement.h"

namespace everbounce::bench {
namespace {

Result measureInterruption(const Extent &extent)
{
    Stage stage;
    Measurement measurement(stage);
    for (const Interruption &interruption : allInterruptions())
        measurement.measure(interruption, extent.interruptions);
    return measurement.result();
}

} // namespace

const Part interruptionPart{"interruption", "No visible interruption",
                            "Three headless nodes, one of which holds, and one with a window. Both the "
                            "window and the page are watched. The page is\n"
                            "open in headless Chromium at 1280 × 720, the window on an X server without a "
                            "screen (Xvfb). Both draw without graphics\n"
                            "hardware, and have a higher priority than other programs where that is "
                            "permitted (Chromium sets it itself; the window's\n"
                            "first thread and its X server get the same). Each frame is taken as it was "
                            "drawn: for the page, the ball's `transform`\n"
                            "at the end of its `requestAnimationFrame` callback, with the callback's time; "
                            "for the window, its frame log. *Off* is\n"
                            "the distance from the ball of an unfailed flight at that time, which the "
                            "measuring process computes by the ball's rules\n"
                            "on the holder's clock as it was before. *Dropped* counts frames that the "
                            "display had time for and the viewer did not\n"
                            "draw, by the usual time between its frames. *Stalled* counts each time that "
                            "drawn frames showed no movement (or less\n"
                            "than a tenth of the flight's) for longer than two frame times. *Jumps* counts "
                            "movements of more than twice what the\n"
                            "flight moves in that time. *Unconnected* is the time in which the page had no "
                            "open WebSocket that had said `hello`. The\n"
                            "window belongs to a node and ends with it, so it has no rows where its own node "
                            "dies. Measuring begins before the fault\n"
                            "and goes on until the nodes have been started again and agree, and for 6 s more "
                            "after the last fault of a kind, since a\n"
                            "track reaches at most 5 s ahead. The first row is without any fault. The loss "
                            "is the fault `lossy-network` on all nodes\n"
                            "for 2 s, which also delays messages by up to 50 ms.",
                            measureInterruption};

} // namespace everbounce::bench
