// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/LinkParts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace everbounce {

constexpr qreal textSize = 12; // units

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
    QRectF ground({}, figureSize(text) * looks.unit);
    ground.setWidth(std::max(ground.width(), QFontMetricsF(figureFont(looks.unit)).horizontalAdvance(text)));
    ground.moveCenter(middle * looks.unit);
    setPosition(ground.toAlignedRect().topLeft());
    setSize(ground.toAlignedRect().size());
    if (text == m_text && looks == m_looks)
        return;
    m_text = text;
    m_looks = looks;
    setFillColor(looks.ground);
    update();
}

void LinkFigure::paint(QPainter *painter)
{
    painter->setFont(figureFont(m_looks.unit));
    painter->setPen(m_looks.text);
    painter->drawText(boundingRect(), Qt::AlignCenter, m_text);
}

} // namespace everbounce
