// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FlightRecorder.h"
#include "gui/recorder/RecorderLook.h"

#include <QCoreApplication>
#include <QFont>
#include <QRectF>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace everbounce {

/// The last minute as a drawing of a given width: where each instant is, and its parts. In pixels, except for
/// the units of its measures.
class RecorderDrawing
{
    Q_DECLARE_TR_FUNCTIONS(RecorderDrawing)
public:
    RecorderDrawing(const RecorderLook &look, qreal width, const QFont &font);

    static qreal heightFor(qreal unit);

    /// Where an instant of a minute is; and which instant is there.
    qreal xOf(const RecordedMinute &minute, double at) const;
    double timeAt(const RecordedMinute &minute, qreal x) const;

    /// Milliseconds per so many units of width.
    double timeFor(qreal units) const;

    /// The fixed part: lanes, their names, and the times below them.
    void paintGround(QPainter *painter) const;

    /// The moving part: everything that happened in that minute.
    void paint(QPainter *painter, const RecordedMinute &minute, const FlightRecorder &names) const;

private:
    struct Lane
    {
        qreal top;
        qreal height;
    };

    qreal left() const;
    qreal right() const { return left() + reach(); }
    qreal reach() const;
    QRectF rect(const Lane &lane) const;
    QFont font(qreal units, bool bold = false) const;
    void paintTimes(QPainter *painter) const;
    void paintBand(QPainter *painter, const RecordedMinute &minute, const RecordedMinute::Band &band,
                   const FlightRecorder &names) const;
    void paintGaps(QPainter *painter, const RecordedMinute &minute) const;
    void paintFault(QPainter *painter, const RecordedMinute &minute,
                    const RecordedMinute::Injected &fault) const;
    void paintEngine(QPainter *painter, const RecordedMinute &minute,
                     const RecordedMinute::EngineMark &mark) const;
    void paintStall(QPainter *painter, const RecordedMinute &minute,
                    const RecordedMinute::Stall &stall) const;

    RecorderLook m_look;
    qreal m_width;
    QFont m_font;

    static constexpr Lane leaseLane{4, 26};
    static constexpr Lane gapLane{34, 24};
    static constexpr Lane faultLane{62, 14};
    static constexpr Lane engineLane{80, 20};
    static constexpr Lane stallLane{104, 32};
};

} // namespace everbounce
