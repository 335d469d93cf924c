// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/Flight.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The flight for QML: gets the node's publications, and is read once a frame. Lives on the main thread.
class FlightModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Whether there is a ball to draw.
    Q_PROPERTY(bool flying READ flying NOTIFY flyingChanged FINAL)
public:
    using QObject::QObject;

    bool flying() const { return m_flying; }

    /// Where the ball is, and whether nobody flies it further: these are Flight's own functions.
    std::optional<DrawnBall> at(Nanoseconds instant) const { return m_flight.at(instant); }
    bool hasRunOut(Nanoseconds instant) const { return m_flight.hasRunOut(instant); }
    std::optional<DrawnBall> drawAt(Nanoseconds instant) { return m_flight.drawAt(instant); }

public Q_SLOTS:
    void setView(const everbounce::FlightView &view);

Q_SIGNALS:
    void flyingChanged();

private:
    Flight m_flight;
    bool m_flying = false;
};

} // namespace everbounce
