// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorder/RecorderModel.h"

#include "engine/base/WallTime.h"
#include "engine/node/view/EventTime.h"
#include "engine/viewer/look/RecorderWords.h"

#include <algorithm>
#include <utility>

namespace everbounce {

/// Of changes of hands that can be looked at.
constexpr qsizetype mostChanges = 3;

/// Where an instant is in the recorder: milliseconds that go on evenly.
static double placeOf(Nanoseconds instant)
{
    return std::chrono::duration<double, std::milli>(steadyWallTime(instant)).count();
}

static double placeOfNow()
{
    return placeOf(monotonicNow());
}

/// By the cluster's time, not by the wall clock of another machine.
static EventView placed(EventView event)
{
    event.at = qint64(placeOf(instantOf(event)));
    return event;
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
    m_recorder.setView(view, placeOfNow());
    if (!m_timer.isActive())
        m_timer.start();
}

void RecorderModel::addEvent(const EventView &event)
{
    m_recorder.add(placed(event));
    refresh();
}

void RecorderModel::replaceEvents(const QList<EventView> &events)
{
    QList<EventView> all;
    for (const EventView &event : events)
        all << placed(event);
    m_recorder.replace(all);
    refresh();
}

void RecorderModel::setShown(bool shown)
{
    m_shown = shown;
    m_meter.pause();
}

void RecorderModel::addFrame(const PresentedFrame &frame)
{
    if (!m_shown)
        return;
    const double speed = m_past ? m_past->past().speedAt(frame.ball.tick) : 0;
    const Nanoseconds stall = m_meter.frame(frame.at, frame.ball.position, speed);
    const double ms = std::chrono::duration<double, std::milli>(stall).count();
    m_recorder.addStall(ms, placeOfNow());
    Q_EMIT stalled(ms);
}

void RecorderModel::refresh()
{
    m_minute = m_recorder.minute(placeOfNow());
    QList<double> changes;
    for (const RecordedMinute::Band &band : m_minute.changesOfHands())
        changes << double(band.term);
    changes = changes.last(std::min(changes.size(), mostChanges));
    if (std::exchange(m_changes, changes) != changes)
        Q_EMIT changesChanged();
    Q_EMIT refreshed();
}

} // namespace everbounce
