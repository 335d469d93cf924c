// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FrameClock.h"

#include <QObject>

QT_BEGIN_NAMESPACE
class QQuickWindow;
QT_END_NAMESPACE

namespace everbounce {

/// The frames of one window, numbered: which one is next, when it will be seen, and when each was, even if a
/// thread of its own does the rendering. Lives on the main thread as a child of its window, so it is
/// destroyed only after the rendering has ended.
class WindowFrames : public QObject
{
    Q_OBJECT
public:
    static WindowFrames *of(QQuickWindow *window);

    /// The number of the frame that will show changes made now.
    quint64 next() const { return m_number + 1; }

    /// The instant at which that frame will be seen, as far as can be known now.
    Nanoseconds nextInstant() const;

    /// That instant, taken just before the frame is drawn.
    Nanoseconds aim();

    /// The number of the frame that is being painted, and the same for that one. Ask only on the main thread,
    /// and only if that paints.
    quint64 painted() const { return m_rendered; }
    Nanoseconds paintedInstant() const;
    Nanoseconds aimWhilePainted(Nanoseconds latest);

Q_SIGNALS:
    /// The frame is about to be drawn: items in it may be moved for the last time, if they were moved before.
    /// (Others would ask for one more frame.) On the main thread.
    void aboutToDraw();

    /// Frame `number` was presented at `instant`. Emitted by the rendering thread, if there is one.
    void presented(quint64 number, everbounce::Nanoseconds instant);

private:
    explicit WindowFrames(QQuickWindow *window);
    Nanoseconds interval() const;

    QQuickWindow *m_window;
    FrameClock m_clock;
    quint64 m_number = 0;   ///< of the frame handed to the renderer last
    quint64 m_rendered = 0; ///< of the frame in the renderer's hands; the rendering thread's own
};

} // namespace everbounce
