// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorder/RecorderDrawing.h"

#include "engine/viewer/words/Words.h"
#include "gui/cluster/NodePattern.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace everbounce {

// In units of the drawing.
constexpr qreal gutter = 64; ///< for the lanes' names
constexpr qreal margin = 4;
constexpr qreal axis = 150; ///< base line of the times below
constexpr qreal height = 154;
constexpr qreal leastGap = 3;
constexpr qreal smallText = 11;
constexpr qreal bandText = 12;

constexpr double visibleStall = FlightRecorder::visibleStall;
constexpr double highestStall = 2 * visibleStall; ///< as high as its lane

RecorderDrawing::RecorderDrawing(const RecorderLook &look, qreal width, const QFont &font)
    : m_look(look)
    , m_width(width)
    , m_font(font)
{
}

qreal RecorderDrawing::heightFor(qreal unit)
{
    return height * unit;
}

qreal RecorderDrawing::left() const
{
    return gutter * m_look.unit;
}

qreal RecorderDrawing::reach() const
{
    return std::max(1.0, m_width - left() - margin * m_look.unit);
}

qreal RecorderDrawing::xOf(const RecordedSpan &span, double at) const
{
    return left() + std::clamp((at - span.from) / span.length(), 0.0, 1.0) * reach();
}

double RecorderDrawing::timeAt(const RecordedSpan &span, qreal x) const
{
    return span.from + (x - left()) / reach() * span.length();
}

double RecorderDrawing::timeFor(qreal units, double length) const
{
    return units * m_look.unit / reach() * length;
}

QRectF RecorderDrawing::rect(const Lane &lane) const
{
    return {left(), lane.top * m_look.unit, reach(), lane.height * m_look.unit};
}

QFont RecorderDrawing::font(qreal units, bool bold) const
{
    QFont font = m_font;
    font.setPixelSize(std::max(1, qRound(units * m_look.unit)));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

void RecorderDrawing::paintGround(QPainter *painter, double length) const
{
    const struct
    {
        Lane lane;
        QString name;
    } lanes[] = {{leaseLane, tr("Lease")},
                 {gapLane, tr("No holder")},
                 {faultLane, tr("Faults")},
                 {engineLane, tr("Engine")},
                 {stallLane, tr("Stalls")}};
    const qreal unit = m_look.unit;
    painter->setFont(font(smallText));
    for (const auto &[lane, name] : lanes) {
        const QRectF place = rect(lane);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_look.lane);
        painter->drawRoundedRect(place, 3 * unit, 3 * unit);
        painter->setPen(m_look.soft);
        painter->drawText(QPointF(0, place.center().y() + 4 * unit), name);
    }
    paintTimes(painter, length);
    paintLimit(painter);
}

/// The line that a stall must reach before people see it.
void RecorderDrawing::paintLimit(QPainter *painter) const
{
    const qreal unit = m_look.unit;
    const QRectF stalls = rect(stallLane);
    const qreal limit = stalls.bottom() - visibleStall / highestStall * stalls.height();
    QPen dashed(m_look.soft, unit);
    dashed.setDashPattern({2, 4});
    painter->setPen(dashed);
    painter->drawLine(QPointF(stalls.left(), limit), QPointF(stalls.right(), limit));
}

/// What that line means, above the bars.
void RecorderDrawing::paintLimitFigure(QPainter *painter) const
{
    const qreal unit = m_look.unit;
    const QRectF stalls = rect(stallLane);
    const QString text = words::milliseconds(visibleStall);
    painter->setFont(font(smallText));
    const QSizeF size(QFontMetricsF(painter->font()).horizontalAdvance(text) + 4 * unit, 11 * unit);
    painter->fillRect(QRectF(stalls.topLeft() + QPointF(unit, 2 * unit), size), m_look.lane);
    painter->setPen(m_look.soft);
    painter->drawText(QPointF(stalls.left() + 3 * unit, stalls.center().y() - 4 * unit), text);
}

void RecorderDrawing::paintTimes(QPainter *painter, double length) const
{
    const bool isMinute = length <= FlightRecorder::minute;
    const QFontMetricsF metrics(painter->font());
    const int marks = isMinute ? 4 : 2;
    for (int mark = marks; mark >= 0; --mark) {
        const int ago = qRound(length * mark / marks / (isMinute ? 1000 : FlightRecorder::minute));
        const QString text = mark == 0 ? tr("now") : isMinute ? tr("−%1 s").arg(ago) : tr("−%1 min").arg(ago);
        const qreal wide = metrics.horizontalAdvance(text);
        const qreal middle = right() - reach() * mark / marks;
        painter->drawText(QPointF(std::clamp(middle - wide / 2, left(), std::max(left(), right() - wide)),
                                  axis * m_look.unit),
                          text);
    }
}

void RecorderDrawing::paint(QPainter *painter, const RecordedSpan &span, const FlightRecorder &names) const
{
    painter->setFont(font(bandText, true));
    for (const auto &band : span.bands)
        paintBand(painter, span, band, names);
    painter->setFont(font(smallText, true));
    paintGaps(painter, span);
    for (const auto &fault : span.faults)
        paintFault(painter, span, fault);
    for (const auto &mark : span.engine)
        paintEngine(painter, span, mark);
    for (const auto &stall : span.stalls)
        paintStall(painter, span, stall);
    paintLimitFigure(painter);
}

void RecorderDrawing::paintBand(QPainter *painter, const RecordedSpan &span, const RecordedSpan::Band &band,
                                const FlightRecorder &names) const
{
    const qreal unit = m_look.unit;
    QRectF place = rect(leaseLane);
    place.setLeft(xOf(span, band.from));
    place.setRight(std::max(xOf(span, band.to), place.left() + 1));
    const QString name = names.nameOf(band.node);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_look.nodes.isEmpty() ? m_look.accent
                                             : m_look.nodes.at(names.colorOf(name) % m_look.nodes.size()));
    painter->drawRoundedRect(place, 3 * unit, 3 * unit);
    paintPattern(painter, place, names.colorOf(name));
    const QFontMetricsF metrics(painter->font());
    const QRectF inside = place.adjusted(6 * unit, 0, -6 * unit, 0);
    for (const QString &text : {tr("%1 · term %2").arg(name, QString::number(band.term)), name}) {
        if (metrics.horizontalAdvance(text) > inside.width())
            continue;
        painter->setPen(m_look.nodeText);
        painter->drawText(QPointF(inside.left(), inside.center().y() + 4 * unit), text);
        return;
    }
}

/// Bands of one colour differ by the dashes along their lower edge, as cards do along their left one.
void RecorderDrawing::paintPattern(QPainter *painter, const QRectF &band, int color) const
{
    constexpr qreal wide = 3;
    const QList<qreal> dashes =
        m_look.nodes.isEmpty() ? QList<qreal>() : dashesOf(color / int(m_look.nodes.size()));
    if (dashes.isEmpty())
        return;
    QList<qreal> inWidths; // of the pen
    for (const qreal dash : dashes)
        inWidths << dash / wide;
    QPen pen(m_look.nodeText, wide * m_look.unit, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern(inWidths);
    painter->setPen(pen);
    const qreal y = band.bottom() - 2 * m_look.unit;
    painter->drawLine(QPointF(band.left(), y), QPointF(band.right(), y));
}

void RecorderDrawing::paintGaps(QPainter *painter, const RecordedSpan &span) const
{
    const qreal unit = m_look.unit;
    const QFontMetricsF metrics(painter->font());
    const QRectF all = rect(gapLane);
    qreal freeFrom = all.left(); // figures must not overlap
    for (const auto &gap : span.gaps) {
        const qreal end = std::max(xOf(span, gap.to), all.left() + leastGap * unit);
        const qreal begin = std::min(xOf(span, gap.from), end - leastGap * unit);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_look.error);
        painter->drawRoundedRect(QRectF(QPointF(begin, all.top() + 13 * unit), QPointF(end, all.bottom())),
                                 unit, unit);
        const QString text = words::milliseconds(gap.length());
        const qreal wide = metrics.horizontalAdvance(text);
        const qreal x = std::clamp(begin, all.left(), std::max(all.left(), all.right() - wide));
        if (x < freeFrom)
            continue;
        painter->setPen(m_look.error);
        painter->drawText(QPointF(x, all.top() + 10 * unit), text);
        freeFrom = x + wide + 4 * unit;
    }
}

void RecorderDrawing::paintFault(QPainter *painter, const RecordedSpan &span,
                                 const RecordedSpan::Injected &fault) const
{
    const qreal unit = m_look.unit;
    const qreal middle = rect(faultLane).center().y();
    const qreal x = xOf(span, fault.at);
    QColor faint = m_look.warning;
    faint.setAlphaF(0.35F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(faint);
    painter->drawRoundedRect(
        QRectF(QPointF(x, middle - 3 * unit), QPointF(xOf(span, fault.to), middle + 3 * unit)), 3 * unit,
        3 * unit);
    if (fault.at < span.from)
        return;
    const qreal half = 6 * unit;
    const QPointF mark[] = {{x, middle - half}, {x + half, middle}, {x, middle + half}, {x - half, middle}};
    painter->setBrush(m_look.warning);
    painter->drawPolygon(mark, 4);
}

/// The loss above, the new engine below: there are only milliseconds between them.
void RecorderDrawing::paintEngine(QPainter *painter, const RecordedSpan &span,
                                  const RecordedSpan::EngineMark &mark) const
{
    const qreal unit = m_look.unit;
    const QRectF lane = rect(engineLane);
    const qreal x = xOf(span, mark.at);
    if (mark.lost) {
        const QRectF cross(x - 3 * unit, lane.top() + 2 * unit, 6 * unit, 6 * unit);
        painter->setPen(QPen(m_look.error, 2.5 * unit, Qt::SolidLine, Qt::RoundCap));
        painter->drawLine(cross.topLeft(), cross.bottomRight());
        painter->drawLine(cross.topRight(), cross.bottomLeft());
        return;
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_look.accent);
    painter->drawEllipse(QPointF(x, lane.bottom() - 5 * unit), 3.5 * unit, 3.5 * unit);
}

void RecorderDrawing::paintStall(QPainter *painter, const RecordedSpan &span,
                                 const RecordedSpan::Stall &stall) const
{
    const QRectF lane = rect(stallLane);
    const qreal begin = xOf(span, stall.at);
    const qreal wide = std::max(1.0, xOf(span, stall.at + span.barLength()) - begin - m_look.unit);
    const qreal tall = std::max(m_look.unit, std::min(1.0, stall.ms / highestStall) * lane.height());
    painter->setPen(Qt::NoPen);
    painter->setBrush(stall.ms >= visibleStall ? m_look.error : m_look.soft);
    painter->drawRect(QRectF(begin, lane.bottom() - tall, wide, tall));
}

} // namespace everbounce
