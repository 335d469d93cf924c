// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/LinkParts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace everbounce {

constexpr qreal textSize = 12; // units
constexpr qreal rimWidth = 4;  // of which the half is outside

/// What is seen of a line of which the ends are below cards.
static QRectF seenPart(const LinkLine &line, const std::array<QRectF, 2> &ends)
{
    constexpr int steps = 32;
    const auto isSeen = [&](int step) {
        const QPointF point = line.along(qreal(step) / steps);
        return !ends[0].contains(point) && !ends[1].contains(point);
    };
    QPolygonF seen;
    for (int step = 0; step < steps; ++step) {
        if (isSeen(step) || isSeen(step + 1))
            seen << line.along(qreal(step) / steps) << line.along(qreal(step + 1) / steps);
    }
    return seen.boundingRect();
}

LinkStroke::LinkStroke(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void LinkStroke::show(const LinkLine &line, const std::array<QRectF, 2> &ends, const QPen &pen, qreal unit)
{
    const QRectF seen = seenPart(line, ends);
    setVisible(!seen.size().isNull());
    const qreal edge = pen.widthF();
    const QRect covered =
        QTransform::fromScale(unit, unit).mapRect(seen.adjusted(-edge, -edge, edge, edge)).toAlignedRect();
    if (line == m_line && pen == m_pen && unit == m_unit && covered == m_covered)
        return;
    setPosition(covered.topLeft());
    setSize(covered.size());
    m_covered = covered;
    m_line = line;
    m_pen = pen;
    m_unit = unit;
    update();
}

void LinkStroke::paint(QPainter *painter)
{
    painter->translate(-position());
    painter->scale(m_unit, m_unit);
    painter->setPen(m_pen);
    painter->setBrush(Qt::NoBrush);
    QPainterPath path(m_line.from);
    path.quadTo(m_line.past, m_line.to);
    painter->drawPath(path);
}

LinkFigure::LinkFigure(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    setZ(1); // above all lines
}

static QFont figureFont(qreal unit)
{
    QFont font;
    font.setPixelSize(qRound(textSize * unit));
    return font;
}

void LinkFigure::show(const QPointF &middle, const QString &text, const Looks &looks)
{
    const QFontMetricsF metrics(figureFont(looks.unit));
    const qreal rim = rimWidth * looks.unit;
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text) + rim), std::ceil(metrics.height() + rim));
    setSize(size);
    setPosition((middle * looks.unit - QPointF(size.width(), size.height()) / 2).toPoint());
    if (text == m_text && looks == m_looks)
        return;
    m_text = text;
    m_looks = looks;
    update();
}

void LinkFigure::paint(QPainter *painter)
{
    const QFont font = figureFont(m_looks.unit);
    const QFontMetricsF metrics(font);
    const qreal rim = rimWidth * m_looks.unit;
    QPainterPath path;
    path.addText({rim / 2, rim / 2 + metrics.ascent()}, font, m_text);
    painter->strokePath(path, QPen(m_looks.ground, rim, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setFont(font);
    painter->setPen(m_looks.text);
    painter->drawText(QPointF(rim / 2, rim / 2 + metrics.ascent()), m_text);
}

} // namespace everbounce
