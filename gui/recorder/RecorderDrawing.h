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

/// The recorder's time as a drawing of a given width: where each instant is, and its parts. In pixels, except
/// for the units of its measures.
class RecorderDrawing
{
    Q_DECLARE_TR_FUNCTIONS(RecorderDrawing)
public:
    RecorderDrawing(const RecorderLook &look, qreal width, const QFont &font);

    static qreal heightFor(qreal unit);

    /// Where an instant of that time is; and which instant is there.
    qreal xOf(const RecordedSpan &span, double at) const;
    double timeAt(const RecordedSpan &span, qreal x) const;

    /// Milliseconds per so many units of width, where all of it is so long.
    double timeFor(qreal units, double length) const;

    /// The fixed part: lanes, their names, and the times below them.
    void paintGround(QPainter *painter, double length) const;

    /// The moving part: everything that happened in that time.
    void paint(QPainter *painter, const RecordedSpan &span, const FlightRecorder &names) const;

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
    void paintTimes(QPainter *painter, double length) const;
    void paintLimit(QPainter *painter) const;
    void paintLimitFigure(QPainter *painter) const;
    void paintBand(QPainter *painter, const RecordedSpan &span, const RecordedSpan::Band &band,
                   const FlightRecorder &names) const;
    void paintPattern(QPainter *painter, const QRectF &band, int color) const;
    void paintGaps(QPainter *painter, const RecordedSpan &span) const;
    void paintFault(QPainter *painter, const RecordedSpan &span, const RecordedSpan::Injected &fault) const;
    void paintEngine(QPainter *painter, const RecordedSpan &span, const RecordedSpan::EngineMark &mark) const;
    void paintStall(QPainter *painter, const RecordedSpan &span, const RecordedSpan::Stall &stall) const;

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
