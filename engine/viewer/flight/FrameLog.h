// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/Flight.h"

#include <QFile>
#include <QTimer>

namespace everbounce {

/// One frame that was presented.
struct PresentedFrame
{
    Nanoseconds at{0}; ///< by monotonicNow(); in the log by CLOCK_MONOTONIC
    DrawnBall ball;
};

/// Writes presented frames as CSV, `monotonic_ns,tick,x,y,term`, a row per frame. Rows are buffered, and
/// written at least once a second and at the end. Lives on the window's thread.
class FrameLog
{
public:
    explicit FrameLog(const QString &fileName);

    /// Creates the file with its header. Otherwise returns what is wrong, in one sentence for a person.
    std::optional<QString> open();

    void add(const PresentedFrame &frame);

private:
    void flush();

    QFile m_file; ///< buffers by itself; its destructor writes what is left
    QTimer m_flushTimer;
};

} // namespace everbounce
