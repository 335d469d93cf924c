// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/interruption/Child.h"
#include "tests/bench/interruption/FlightAnalysis.h"

#include <QFile>
#include <QFileSystemWatcher>
#include <QJsonObject>
#include <QUrl>

// The two kinds of viewers, and what they have drawn.

namespace everbounce::bench {

/// From the moment that something is about to happen until its consequences are over.
struct Span
{
    Nanoseconds begin{0};
    Nanoseconds end{0};
};

/// Frames in the order of time.
class FrameStore
{
public:
    void add(const DrawnFrame &frame) { m_frames.push_back(frame); }

    std::span<const DrawnFrame> during(const Span &span) const;
    Nanoseconds first() const { return m_frames.empty() ? Nanoseconds(0) : m_frames.front().at; }
    Nanoseconds last() const { return m_frames.empty() ? Nanoseconds(0) : m_frames.back().at; }

private:
    std::vector<DrawnFrame> m_frames;
};

/// The page, open in Chromium: each frame it draws and each loss of its connection
/// (tests/browser/recorder.js).
class PageRecorder
{
public:
    PageRecorder();

    /// Loads the page of a node, in place of what was there.
    void open(const QUrl &node);

    /// The id of the node that feeds the page now.
    QString node();

    /// Fetches what was drawn until now.
    void take();

    const FrameStore &frames() const { return m_frames; }

    /// How much of a span that was taken the page was without a connection.
    Nanoseconds unconnected(const Span &span) const;

private:
    struct Change
    {
        Nanoseconds at;
        bool connected;
    };

    QJsonObject ask(const QJsonObject &question);

    Child m_browser;
    FrameStore m_frames;
    std::vector<Change> m_changes;
};

/// The window's own frame log.
class WindowRecorder
{
public:
    /// The file need not be there yet.
    explicit WindowRecorder(const QString &frameLog);

    /// Reads what was drawn until `instant`; waits for the log to get there.
    void takeUntil(Nanoseconds instant);

    const FrameStore &frames() const { return m_frames; }

private:
    void read();

    QFile m_file;
    QFileSystemWatcher m_watcher; ///< wakes the event loop
    FrameStore m_frames;
};

} // namespace everbounce::bench
