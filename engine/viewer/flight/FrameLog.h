// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/Flight.h"

#include <QFile>
#include <QTimer>

namespace everbounce {

/// One frame that somebody saw.
struct PresentedFrame
{
    Nanoseconds at{0}; ///< by monotonicNow(); in the log by CLOCK_MONOTONIC
    DrawnBall ball;
};

/// Writes what was seen as CSV, `monotonic_ns,tick,x,y,term`, a row a frame. Rows are buffered, and written
/// at least once a second and at the end. Lives on one thread, that of the window.
class FrameLog
{
public:
    explicit FrameLog(const QString &fileName);

    /// Creates the file with its header. Else what is wrong, in one sentence for a person.
    std::optional<QString> open();

    void add(const PresentedFrame &frame);

private:
    void flush();

    QFile m_file; ///< buffers by itself; its destructor writes what is left
    QTimer m_flushTimer;
};

} // namespace everbounce
