// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/BallItem.h"

#include <QPainter>
#include <QPixmap>
#include <QPointer>
#include <QQuickWindow>
#include <QSGRenderNode>
#include <QSGRendererInterface>
#include <QThread>

namespace everbounce {
namespace {

/// Paints the ball with the window's own painter.
class BallNode : public QSGRenderNode
{
public:
    explicit BallNode(BallItem *item)
        : m_item(item)
    {
    }

    void show(const QPixmap &picture)
    {
        m_picture = picture;
        const qreal reach = m_item->reach();
        m_rect = m_item->boundingRect().adjusted(-reach, -reach, reach, reach);
        markDirty(DirtyGeometry | DirtyMaterial);
    }

    void render(const RenderState *state) override
    {
        if (!m_item || !state->clipRegion() || state->clipRegion()->isEmpty())
            return;
        const bool mayAsk = m_item->thread() == QThread::currentThread();
        const QPointF at = mayAsk ? m_item->settle() : QPointF();
        auto *painter = static_cast<QPainter *>(m_item->window()->rendererInterface()->getResource(
            m_item->window(), QSGRendererInterface::PainterResource));
        painter->setClipRegion(*state->clipRegion(), Qt::ReplaceClip); // in the window's coordinates
        painter->setTransform(matrix()->toTransform());
        painter->setOpacity(inheritedOpacity());
        painter->drawPixmap(at, m_picture);
    }

    StateFlags changedStates() const override { return {}; }
    RenderingFlags flags() const override { return BoundedRectRendering; }
    QRectF rect() const override { return m_rect; }

private:
    QPointer<BallItem> m_item;
    QPixmap m_picture;
    QRectF m_rect;
};

} // namespace

BallItem::BallItem(Shift shift, QQuickItem *parent)
    : SvgPart(parent)
    , m_askShift(std::move(shift))
{
}

void BallItem::place(const QPointF &position)
{
    setPosition(position);
    m_shift = {};
}

void BallItem::setReach(qreal reach)
{
    m_reach = reach;
    update();
}

QPointF BallItem::settle()
{
    m_shift = m_askShift().value_or(m_shift);
    return m_shift;
}

QSGNode *BallItem::updatePaintNode(QSGNode *old, UpdatePaintNodeData *data)
{
    if (window()->rendererInterface()->graphicsApi() != QSGRendererInterface::Software)
        return SvgPart::updatePaintNode(old, data);
    auto *node = old ? static_cast<BallNode *>(old) : new BallNode(this);
    node->show(picture());
    return node;
}

QPixmap BallItem::picture()
{
    const qreal ratio = window()->effectiveDevicePixelRatio();
    QPixmap picture((size() * ratio).toSize());
    if (picture.isNull())
        return picture;
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(&painter);
    return picture;
}

} // namespace everbounce
