// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/Measurement.h"

#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"

#include <QTextStream>

#include <cmath>

namespace everbounce::bench {
namespace {

using namespace std::chrono_literals;

/// Before something happens.
constexpr auto quiet = 300ms;
/// After it, when the nodes agree again.
constexpr auto aftermath = 500ms;

/// A window is of its own node's process.
bool survivedByWindow(const Interruption &interruption)
{
    return interruption.place != PagePlace::OnOtherHeadless && interruption.place != PagePlace::OnHolder;
}

} // namespace

void Measurement::measure(const Interruption &interruption, int runs)
{
    QTextStream(stderr) << "  " << interruption.what << '\n';
    const auto name = QString::fromLatin1(interruption.name);
    const auto what = QString::fromUtf8(interruption.what);
    InterruptionRow page{name, what, QStringLiteral("page"), {}};
    InterruptionRow window{name, what, QStringLiteral("window"), {}};
    for (int run = 0; run < runs; ++run)
        watch(interruption, run == runs - 1, page, window);
    m_rows.push_back(std::move(page));
    if (survivedByWindow(interruption))
        m_rows.push_back(std::move(window));
}

Result Measurement::result() const
{
    return {figuresOf(m_rows) << m_clockChanges,
            {tableOf(m_rows)},
            {{QStringLiteral("interruptions"), toJson(m_rows)}}};
}

void Measurement::watch(const Interruption &interruption, bool last, InterruptionRow &page,
                        InterruptionRow &window)
{
    m_stage.prepare(interruption.place);
    const UnfailedFlight flight = m_stage.flight();
    noteClock(flight.clock());
    Span span{.begin = monotonicNow()};
    rest(quiet);
    interruption.happen(m_stage);
    rest(last ? m_stage.reach() : aftermath);
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
void Measurement::learnFrameTimes(std::span<const DrawnFrame> page, std::span<const DrawnFrame> window)
{
    if (m_pageFrameTime > 0ns)
        return;
    require(page.size() > 10 && window.size() > 10, "the viewers draw nothing");
    m_pageFrameTime = frameTimeOf(page);
    m_windowFrameTime = frameTimeOf(window);
}

void Measurement::noteClock(const TickMapping &clock)
{
    const double change = (clock.anchorTick - m_clock.anchorTick) * milliseconds(clock.tickLength);
    if (m_clock.anchorTick != 0)
        m_clockChanges.samples << std::abs(change);
    m_clock = clock;
}

} // namespace everbounce::bench
