// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/WindowFrames.h"

#include "engine/node/view/NodeView.h"

#include <QQuickWindow>
#include <QScreen>

namespace everbounce {

WindowFrames *WindowFrames::of(QQuickWindow *window)
{
    auto *frames = window->findChild<WindowFrames *>(QString(), Qt::FindDirectChildrenOnly);
    return frames ? frames : new WindowFrames(window);
}

WindowFrames::WindowFrames(QQuickWindow *window)
    : QObject(window)
    , m_window(window)
{
    connect(window, &QQuickWindow::afterAnimating, this, &WindowFrames::aboutToDraw);
    // The main thread is blocked while the scene graph is synchronised, so its number may be counted there.
    connect(
        window, &QQuickWindow::beforeSynchronizing, this, [this] { m_rendered = ++m_number; },
        Qt::DirectConnection);
    connect(
        window, &QQuickWindow::frameSwapped, this, [this] { Q_EMIT presented(m_rendered, monotonicNow()); },
        Qt::DirectConnection);
    connect(this, &WindowFrames::presented, this,
            [this](quint64 number, Nanoseconds instant) { m_clock.presented(number, instant); });
}

Nanoseconds WindowFrames::nextInstant() const
{
    return m_clock.expected(next(), monotonicNow(), interval());
}

Nanoseconds WindowFrames::aim()
{
    return m_clock.aim(next(), monotonicNow(), interval());
}

Nanoseconds WindowFrames::paintedInstant() const
{
    return m_clock.expected(painted(), monotonicNow(), interval());
}

Nanoseconds WindowFrames::aimWhilePainted(Nanoseconds latest)
{
    return m_clock.aim(painted(), monotonicNow(), interval(), latest);
}

Nanoseconds WindowFrames::interval() const
{
    const qreal rate = m_window->screen() ? m_window->screen()->refreshRate() : 0;
    return Nanoseconds(static_cast<Nanoseconds::rep>(1e9 / (rate > 1 ? rate : 60)));
}

} // namespace everbounce
