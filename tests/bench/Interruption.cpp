// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/bench/interruption/InterruptionRow.h"
#include "tests/bench/interruption/Interruptions.h"

#include <QTextStream>

#include <cmath>

namespace everbounce::bench {
namespace {

using namespace std::chrono_literals;

/// Before something happens.
constexpr auto quiet = 300ms;
/// After it, when the nodes agree again.
constexpr auto aftermath = 500ms;
/// After the last interruption of a kind: longer than any track reaches ahead.
constexpr auto lastAftermath = 6s;

/// Puts all interruptions on, and has what the two viewers have drawn of them judged.
class Measurement
{
public:
    explicit Measurement(int runs)
        : m_runs(runs)
    {
    }

    void measure()
    {
        for (const Interruption &interruption : allInterruptions())
            measure(interruption);
    }

    const std::vector<InterruptionRow> &rows() const { return m_rows; }

    /// By how much the holder's clock was another one than before, each time.
    Figure clockChanges() const { return m_clockChanges; }

private:
    void measure(const Interruption &interruption)
    {
        QTextStream(stderr) << "  " << interruption.what << '\n';
        const auto name = QString::fromLatin1(interruption.name);
        const auto what = QString::fromUtf8(interruption.what);
        InterruptionRow page{name, what, QStringLiteral("page"), {}};
        InterruptionRow window{name, what, QStringLiteral("window"), {}};
        for (int run = 0; run < m_runs; ++run)
            watch(interruption, run == m_runs - 1, page, window);
        m_rows.push_back(std::move(page));
        if (survivedByWindow(interruption))
            m_rows.push_back(std::move(window));
    }

    /// A window is of its own node's process.
    static bool survivedByWindow(const Interruption &interruption)
    {
        return interruption.place != PagePlace::OnOtherHeadless && interruption.place != PagePlace::OnHolder;
    }

    void watch(const Interruption &interruption, bool last, InterruptionRow &page, InterruptionRow &window)
    {
        m_stage.prepare(interruption.place);
        const UnfailedFlight flight = m_stage.flight();
        noteClock(flight.clock());
        Span span{.begin = monotonicNow()};
        rest(quiet);
        interruption.happen(m_stage);
        rest(last ? lastAftermath : aftermath);
        span.end = monotonicNow();
        m_stage.takeUntil(span.end);
        const auto pageFrames = m_stage.page().frames().during(span);
        const auto windowFrames = m_stage.window().frames().during(span);
        learnFrameTimes(pageFrames, windowFrames);
        page.runs.push_back(
            {span.begin, analyze(pageFrames, m_pageFrameTime, flight), m_stage.page().unconnected(span)});
        window.runs.push_back({span.begin, analyze(windowFrames, m_windowFrameTime, flight), {}});
    }

    /// From the first run, which nothing disturbs.
    void learnFrameTimes(std::span<const DrawnFrame> page, std::span<const DrawnFrame> window)
    {
        if (m_pageFrameTime > 0ns)
            return;
        require(page.size() > 10 && window.size() > 10, "the viewers draw nothing");
        m_pageFrameTime = frameTimeOf(page);
        m_windowFrameTime = frameTimeOf(window);
    }

    void noteClock(const TickMapping &clock)
    {
        const double change = (clock.anchorTick - m_clock.anchorTick) * milliseconds(clock.tickLength);
        if (m_clock.anchorTick != 0)
            m_clockChanges.samples << std::abs(change);
        m_clock = clock;
    }

    int m_runs;
    Stage m_stage;
    TickMapping m_clock; ///< before the last interruption
    Figure m_clockChanges{QStringLiteral("the flight's time, after an interruption and before"),
                          QStringLiteral("ms"),
                          QStringLiteral("< 6, which is a unit"),
                          {},
                          2};
    Nanoseconds m_pageFrameTime{0};
    Nanoseconds m_windowFrameTime{0};
    std::vector<InterruptionRow> m_rows;
};

Result measureInterruption(const Extent &extent)
{
    Measurement measurement(extent.interruptions);
    measurement.measure();
    const auto &rows = measurement.rows();
    return {figuresOf(rows) << measurement.clockChanges(),
            {tableOf(rows)},
            {{QStringLiteral("interruptions"), toJson(rows)}}};
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
