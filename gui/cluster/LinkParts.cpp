// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/LinkParts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace everbounce {

constexpr qreal textSize = 12; // units

static QPainterPath pathOf(const LinkLine &line)
{
    QPainterPath path(line.from);
    path.quadTo(line.past, line.to);
    return path;
}

LinkStroke::LinkStroke(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void LinkStroke::show(const LinkLine &line, const QPen &pen, qreal unit)
{
    const QRectF seen = pathOf(line).boundingRect();
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
    painter->drawPath(pathOf(m_line));
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
