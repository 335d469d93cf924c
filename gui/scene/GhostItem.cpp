// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/GhostItem.h"

#include "engine/base/MonotonicClock.h"
#include "engine/viewer/flight/GhostPath.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace everbounce {

static QPointF asPoint(const Position &position)
{
    return {position.x, position.y};
}

static QPainterPath pathOf(const Track &track)
{
    QPainterPath path(asPoint(track.at(double(track.begin()))));
    for (const GhostStroke &stroke : ghostStrokes(track)) {
        if (stroke.by)
            path.quadTo(asPoint(*stroke.by), asPoint(stroke.to));
        else
            path.lineTo(asPoint(stroke.to));
    }
    return path;
}

GhostItem::GhostItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &GhostItem::looksChanged, this, [this] { update(); });
}

void GhostItem::setEditor(EditorModel *editor)
{
    if (m_editor)
        m_editor->disconnect(this);
    m_editor = editor;
    if (editor)
        connect(editor, &EditorModel::pathChanged, this, [this] {
            update();
            Q_EMIT pathChanged();
            follow();
        });
    Q_EMIT looksChanged();
}

void GhostItem::follow()
{
    const auto drawn = flies() && m_flight ? m_flight->at(monotonicNow()) : std::nullopt;
    if (!drawn)
        return;
    const Track &path = m_editor->path();
    m_ball = asPoint(path.at(std::max(drawn->tick, double(path.begin())))) * boxScale();
    Q_EMIT ballChanged();
    if (drawn->tick > double(path.end()))
        m_editor->renew();
}

void GhostItem::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickPaintedItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.size() != oldGeometry.size())
        Q_EMIT looksChanged();
}

void GhostItem::paint(QPainter *painter)
{
    if (!flies())
        return;
    QPen pen(m_color, 2 * boxScale(), Qt::CustomDashLine, Qt::RoundCap);
    pen.setDashPattern({1, 3});
    painter->setOpacity(0.75);
    QTransform toItem;
    toItem.scale(boxScale(), boxScale());
    painter->setPen(pen);
    painter->drawPath(toItem.map(pathOf(m_editor->path())));
}

} // namespace everbounce
