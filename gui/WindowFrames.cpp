// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/WindowFrames.h"

#include "engine/node/NodeView.h"

#include <QCursor>
#include <QQuickWindow>
#include <QSGRendererInterface>
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
    connect(window, &QQuickWindow::afterAnimating, this, [this] {
        awaitDisplay();
        Q_EMIT aboutToDraw();
    });
    // The main thread stands still while the scene graph is synchronised, so its number may be counted there.
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

/// Without graphics hardware, painting begins only when the display server has answered that it is done with
/// the frame before. On a busy machine that takes milliseconds, by which a ball that was placed before would
/// be late. So another answer is awaited first: a pointer's position comes from the server.
void WindowFrames::awaitDisplay() const
{
    if (m_window->rendererInterface()->graphicsApi() == QSGRendererInterface::Software)
        QCursor::pos();
}

Nanoseconds WindowFrames::interval() const
{
    const qreal rate = m_window->screen() ? m_window->screen()->refreshRate() : 0;
    return Nanoseconds(static_cast<Nanoseconds::rep>(1e9 / (rate > 1 ? rate : 60)));
}

} // namespace everbounce
