// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorder/RecorderModel.h"

#include "engine/base/WallTime.h"
#include "engine/node/view/EventTime.h"
#include "engine/viewer/words/RecorderWords.h"

#include <algorithm>
#include <utility>

namespace everbounce {

/// Of changes of holder that can be looked at.
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
    pace();
    refresh();
}

void RecorderModel::setRate(int rate)
{
    rate = std::clamp(rate, 1, 60);
    if (std::exchange(m_rate, rate) == rate)
        return;
    pace();
    Q_EMIT rateChanged();
}

void RecorderModel::setMinutes(int minutes)
{
    if (minutes == this->minutes() || !choices().contains(minutes))
        return;
    m_length = minutes * FlightRecorder::minute;
    pace();
    Q_EMIT minutesChanged();
    refresh();
}

QList<int> RecorderModel::choices()
{
    QList<int> choices;
    for (const double length : FlightRecorder::lengths)
        choices << qRound(length / FlightRecorder::minute);
    return choices;
}

/// Within a second nothing moves by more than a unit there.
void RecorderModel::pace()
{
    m_timer.setInterval(m_length > FlightRecorder::minute ? 1000 : 1000 / m_rate);
}

QString RecorderModel::summary() const
{
    return words::summaryOf(m_span);
}

void RecorderModel::begin()
{
    m_history = {};
    replaceEvents({});
}

void RecorderModel::setView(const ClusterView &view)
{
    m_recorder.setView(view, placeOfNow());
    if (!m_timer.isActive())
        m_timer.start();
}

void RecorderModel::addEvent(const EventView &event)
{
    m_history.add(event, monotonicNow());
    m_recorder.add(placed(event));
    refresh();
}

void RecorderModel::replaceEvents(const QList<EventView> &events)
{
    const Nanoseconds now = monotonicNow();
    m_history.take(events, now);
    QList<EventView> all;
    for (const EventView &event : m_history.events(now))
        all << placed(event);
    m_recorder.setKnownSince(placeOf(m_history.knownSince(now)));
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
    m_span = m_recorder.last(m_length, placeOfNow());
    QList<double> changes;
    for (const RecordedSpan::Band &band : m_span.changesOfHands())
        changes << double(band.term);
    changes = changes.last(std::min(changes.size(), mostChanges));
    if (std::exchange(m_changes, changes) != changes)
        Q_EMIT changesChanged();
    Q_EMIT refreshed();
}

} // namespace everbounce
