// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/History.h"
#include "engine/viewer/flight/FlightRecorder.h"
#include "engine/viewer/flight/FrameLog.h"
#include "engine/viewer/flight/StallMeter.h"
#include "gui/recorder/PastFlightModel.h"

#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The flight recorder for QML: gets what happens and what is drawn. Lives on the main thread.
class RecorderModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// The time that is shown, in one sentence.
    Q_PROPERTY(QString summary READ summary NOTIFY refreshed FINAL)
    /// Terms of the last changes of holder in it, the newest last.
    Q_PROPERTY(QList<double> changes READ changes NOTIFY changesChanged FINAL)
    /// The time that is shown, in minutes, and those that can be.
    Q_PROPERTY(int minutes READ minutes WRITE setMinutes NOTIFY minutesChanged FINAL)
    Q_PROPERTY(QList<int> choices READ choices CONSTANT FINAL)
    /// How many times a second it is updated; longer times once a second.
    Q_PROPERTY(int rate READ rate WRITE setRate NOTIFY rateChanged FINAL)
public:
    explicit RecorderModel(QObject *parent = nullptr);

    QString summary() const;
    QList<double> changes() const { return m_changes; }
    int minutes() const { return qRound(m_length / FlightRecorder::minute); }
    void setMinutes(int minutes);
    static QList<int> choices();
    int rate() const { return m_rate; }
    void setRate(int rate);

    /// As it was shown last.
    const RecordedSpan &span() const { return m_span; }
    const FlightRecorder &recorder() const { return m_recorder; }

    /// The source of the flight's speed.
    void setPast(PastFlightModel *past) { m_past = past; }

public Q_SLOTS:
    /// Another node tells from now on, perhaps one of another cluster.
    void begin();
    void setView(const everbounce::ClusterView &view);
    void addEvent(const everbounce::EventView &event);
    void replaceEvents(const QList<everbounce::EventView> &events);
    void addFrame(const everbounce::PresentedFrame &frame);
    /// Whether somebody can see the window from now on: unseen frames do not count.
    void setShown(bool shown);
    void refresh();

Q_SIGNALS:
    void refreshed();
    void minutesChanged();
    void changesChanged();
    void rateChanged();
    /// For so many milliseconds the window drew no movement.
    void stalled(double ms);

private:
    void pace();

    FlightRecorder m_recorder;
    History m_history;
    StallMeter m_meter;
    QPointer<PastFlightModel> m_past;
    bool m_shown = true;
    double m_length = FlightRecorder::minute;
    int m_rate = 4;
    RecordedSpan m_span;
    QList<double> m_changes;
    QTimer m_timer;
};

} // namespace everbounce
