// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/look/Tour.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The tour for QML: gets what happens, and says what to do. Lives on the main thread.
class TourModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Which step it is: "holder", "handover", "engine" or "recorder"; empty for none.
    Q_PROPERTY(QString step READ step NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    /// What happened; empty while the step waits.
    Q_PROPERTY(QString told READ told NOTIFY changed FINAL)
public:
    using QObject::QObject;

    QString step() const { return m_tour.step(); }
    QString title() const { return m_view.title; }
    QString text() const { return m_view.text; }
    QString told() const { return m_view.told; }

    Q_INVOKABLE void begin();
    Q_INVOKABLE void next();
    Q_INVOKABLE void leave();
    /// Somebody looks at the recorder, or has opened a change of holder.
    Q_INVOKABLE void look();

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
    void addEvent(const everbounce::EventView &event);
    /// For so many milliseconds the window drew no movement.
    void addStall(double ms);
    /// Anew, in the language that is the program's now.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    Tour m_tour;
    Tour::View m_view;
};

} // namespace everbounce
