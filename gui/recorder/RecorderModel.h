// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// The minute in one sentence.
    Q_PROPERTY(QString summary READ summary NOTIFY refreshed FINAL)
    /// Terms of the last changes of hands in it, the newest last.
    Q_PROPERTY(QList<double> changes READ changes NOTIFY changesChanged FINAL)
    /// How many times a second it is updated.
    Q_PROPERTY(int rate READ rate WRITE setRate NOTIFY rateChanged FINAL)
public:
    explicit RecorderModel(QObject *parent = nullptr);

    QString summary() const;
    QList<double> changes() const { return m_changes; }
    int rate() const { return 1000 / m_timer.interval(); }
    void setRate(int rate);

    /// As it was shown last.
    const RecordedMinute &minute() const { return m_minute; }
    const FlightRecorder &recorder() const { return m_recorder; }

    /// Number of the colour of the node of this name, from 0.

    /// The source of the flight's speed.
    void setPast(PastFlightModel *past) { m_past = past; }

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
    void addEvent(const everbounce::EventView &event);
    void replaceEvents(const QList<everbounce::EventView> &events);
    void addFrame(const everbounce::PresentedFrame &frame);
    /// Whether somebody can see the window from now on: unseen frames do not count.
    void setShown(bool shown);
    void refresh();

Q_SIGNALS:
    void refreshed();
    void changesChanged();
    void rateChanged();
    /// For so many milliseconds the window drew no movement.
    void stalled(double ms);

private:
    FlightRecorder m_recorder;
    StallMeter m_meter;
    QPointer<PastFlightModel> m_past;
    bool m_shown = true;
    RecordedMinute m_minute;
    QList<double> m_changes;
    QTimer m_timer;
};

} // namespace everbounce
