// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/interruption/InterruptionRow.h"
#include "tests/bench/interruption/Interruptions.h"

namespace everbounce::bench {

/// Puts interruptions on, and has what the two viewers have drawn of them judged.
class Measurement
{
public:
    /// The first interruption must be none: from it the viewers' frame times are learnt.
    explicit Measurement(Stage &stage)
        : m_stage(stage)
    {
    }

    void measure(const Interruption &interruption, int runs);

    /// Figures of all so far, a table and every run; and by how much the holder's clock was another one than
    /// before, each time.
    Result result() const;

private:
    void watch(const Interruption &interruption, bool last, InterruptionRow &page, InterruptionRow &window);
    void learnFrameTimes(std::span<const DrawnFrame> page, std::span<const DrawnFrame> window);
    void noteClock(const TickMapping &clock);

    Stage &m_stage;
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

} // namespace everbounce::bench
