// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/PastFlight.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// Where the ball has been, for QML: gets the node's publications. Lives on the main thread.
class PastFlightModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
public:
    using QObject::QObject;

    const PastFlight &past() const { return m_past; }

public Q_SLOTS:
    void setView(const everbounce::FlightView &view) { m_past.update(view, monotonicNow()); }

private:
    PastFlight m_past;
};

} // namespace everbounce
