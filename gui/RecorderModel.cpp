// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/RecorderModel.h"

#include "gui/RecorderWords.h"

#include <QDateTime>

#include <algorithm>

namespace everbounce {

static double wallClock()
{
    return double(QDateTime::currentMSecsSinceEpoch());
}

RecorderModel::RecorderModel(QObject *parent)
    : QObject(parent)
{
    m_timer.callOnTimeout(this, &RecorderModel::refresh);
    m_timer.setInterval(250);
    refresh();
}

void RecorderModel::setRate(int rate)
{
    const int interval = 1000 / std::clamp(rate, 1, 60);
    if (interval == m_timer.interval())
        return;
    m_timer.setInterval(interval);
    Q_EMIT rateChanged();
}

QString RecorderModel::summary() const
{
    return words::summaryOf(m_minute);
}

void RecorderModel::setView(const ClusterView &view)
{
    m_recorder.setView(view, wallClock());
    if (!m_timer.isActive())
        m_timer.start();
}

void RecorderModel::addEvent(const EventView &event)
{
    EventView heard = event;
    heard.at = std::min(heard.at, QDateTime::currentMSecsSinceEpoch()); // other machines' clocks may be ahead
    m_recorder.add(heard);
    refresh();
}

void RecorderModel::replaceEvents(const QList<EventView> &events)
{
    m_recorder.replace(events);
    refresh();
}

void RecorderModel::addFrame(const PresentedFrame &frame)
{
    const double speed = m_past ? m_past->past().speedAt(frame.ball.tick) : 0;
    const Nanoseconds stall = m_meter.frame(frame.at, frame.ball.position, speed);
    const double ms = std::chrono::duration<double, std::milli>(stall).count();
    m_recorder.addStall(ms, wallClock());
    if (ms > 0)
        Q_EMIT stalled(ms);
}

void RecorderModel::refresh()
{
    m_minute = m_recorder.minute(wallClock());
    Q_EMIT refreshed();
}

} // namespace everbounce
