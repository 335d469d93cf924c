// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/SceneItem.h"

#include "gui/scene/BallItem.h"
#include "gui/scene/MarkItem.h"
#include "gui/scene/SceneDrawing.h"
#include "gui/scene/SvgPart.h"
#include "gui/scene/TrailItem.h"
#include "gui/window/WindowFrames.h"

#include <QQuickWindow>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

namespace everbounce {

using namespace std::chrono_literals;

constexpr Nanoseconds trailLength = 600ms;
constexpr Nanoseconds trailLag = 30ms; ///< at most: the ball covers the trail's end
constexpr Nanoseconds markLife = 2s;
constexpr qreal farthestShift = 12; ///< box units: what a newborn ball flies in 72 ms
constexpr Nanoseconds longestShift = 100ms;
constexpr Nanoseconds shiftGrain = 1ms;

SceneItem::SceneItem(QQuickItem *parent)
    : QQuickItem(parent)
    , m_box(new SvgPart(this))
    , m_within(new QQuickItem(this))
    , m_trail(new TrailItem(m_within))
    , m_marks()
    , m_ball(new BallItem([this] { return shiftWhilePainted(); }, this))
{
    for (MarkItem *&mark : m_marks)
        mark = new MarkItem(m_within);
    m_within->setClip(true);
    m_ball->setZ(1); // below everything else on the scene, yet nothing hides the ball
    m_box->setElement(QStringLiteral("box"));
    m_ball->setElement(QStringLiteral("ball"));
    m_ball->setObjectName(QStringLiteral("ball"));
    m_ball->setVisible(false);
    connect(this, &SceneItem::looksChanged, this, &SceneItem::applyLooks);
}

void SceneItem::applyLooks()
{
    for (MarkItem *mark : m_marks)
        mark->setColor(m_markColor);
    m_box->setCornerRadius(m_cornerRadius);
    m_ball->setGray(m_isDead);
    if (m_drawn)
        placeTrail(m_drawn->tick);
    polish();
}

void SceneItem::updatePolish()
{
    if (!m_floorColor.isValid() || !m_gridColor.isValid())
        return;
    colorScene(m_floorColor, m_gridColor);
    m_box->update();
}

QRectF SceneItem::boxRect() const
{
    return {m_origin, sceneRenderer().viewBoxF().size() * m_scale};
}

QPointF SceneItem::toItem(Position position) const
{
    return m_origin + QPointF(position.x, position.y) * m_scale;
}

void SceneItem::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.size() != oldGeometry.size())
        arrange();
}

void SceneItem::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemSceneChange)
        follow(data.window);
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged)
        arrange();
}

void SceneItem::follow(QQuickWindow *window)
{
    if (m_frames)
        disconnect(m_frames, nullptr, this, nullptr);
    m_frames = window ? WindowFrames::of(window) : nullptr;
    m_prepared.clear();
    if (!m_frames)
        return;
    connect(m_frames, &WindowFrames::aboutToDraw, this, &SceneItem::drawBall);
    connect(m_frames, &WindowFrames::presented, this, &SceneItem::reportFrame);
}

void SceneItem::prepareFrame()
{
    if (!m_frames || !m_flight)
        return;
    const auto expected = m_flight->at(m_frames->nextInstant());
    m_ball->setVisible(expected.has_value());
    if (!expected)
        return;
    placeBall(expected->position);
    followWithTrail(expected->tick);
    placeMarks(expected->tick);
    m_frameWanted = true;
}

void SceneItem::drawBall()
{
    // A ball that had not been moved yet would now ask for one more frame, and without a display refresh to
    // wait for, frames would come as fast as they can be drawn.
    if (!m_frameWanted || !m_flight)
        return;
    m_frameWanted = false;
    m_aim = m_frames->aim();
    m_drawn = m_flight->drawAt(m_aim);
    placeBall(m_drawn->position);
    m_prepared.insert_or_assign(m_frames->next(), *m_drawn);
}

/// By now it is best known when the frame will be seen.
std::optional<QPointF> SceneItem::shiftWhilePainted()
{
    const auto frame = m_frames ? m_prepared.find(m_frames->painted()) : m_prepared.end();
    if (frame == m_prepared.end() || !m_flight || !m_flight->flying())
        return std::nullopt;
    m_drawn = m_flight->drawAt(m_frames->aimWhilePainted(latestInReach()));
    frame->second = *m_drawn;
    return ballAt(m_drawn->position) - m_ball->position();
}

/// Until when the ball flies no farther from its item than it may be painted.
Nanoseconds SceneItem::latestInReach() const
{
    const auto distanceAt = [this](Nanoseconds instant) {
        const QPointF shift = ballAt(m_flight->at(instant)->position) - m_ball->position();
        return std::hypot(shift.x(), shift.y());
    };
    Nanoseconds latest = std::min(m_frames->paintedInstant(), m_aim + longestShift);
    while (latest > m_aim && distanceAt(latest) > m_ball->reach())
        latest -= shiftGrain;
    return std::max(latest, m_aim);
}

void SceneItem::reportFrame(quint64 number, Nanoseconds instant)
{
    const auto frame = m_prepared.find(number);
    if (frame == m_prepared.end())
        return;
    const PresentedFrame presented{instant, frame->second};
    m_prepared.erase(m_prepared.begin(), std::next(frame)); // older ones were never presented
    Q_EMIT framePresented(presented);
}

void SceneItem::arrange()
{
    const QSizeF drawing = sceneRenderer().viewBoxF().size();
    m_scale = std::min(width() / drawing.width(), height() / drawing.height());
    // On a whole device pixel, so that the edges of the box are as sharp as in the drawing.
    const QPointF centred(width() - drawing.width() * m_scale, height() - drawing.height() * m_scale);
    m_origin = QPointF((centred / 2 * pixelRatio()).toPoint()) / pixelRatio();
    m_within->setPosition(m_origin);
    m_within->setSize(boxRect().size());
    arrangePart(m_box);
    arrangePart(m_ball);
    m_ballAtRest = m_ball->position();
    m_ball->setReach(farthestShift * m_scale);
    if (m_drawn) {
        placeBall(m_drawn->position);
        placeTrail(m_drawn->tick);
        placeMarks(m_drawn->tick);
    }
    Q_EMIT boxRectChanged();
}

void SceneItem::arrangePart(SvgPart *part)
{
    // The item covers whole device pixels and one more around, which keeps the edge smooth while it moves.
    const QRectF bounds = part->elementBounds();
    const qreal ratio = pixelRatio();
    const QRectF wanted(toItem({bounds.x(), bounds.y()}) * ratio, bounds.size() * m_scale * ratio);
    const QRectF pixels = QRectF(wanted.toAlignedRect()).adjusted(-1, -1, 1, 1);
    const QRectF rect(pixels.topLeft() / ratio, pixels.size() / ratio);
    part->setPosition(rect.topLeft());
    part->setSize(rect.size());
    if (m_scale > 0)
        part->setSourceRect({(rect.topLeft() - m_origin) / m_scale, rect.size() / m_scale});
}

QPointF SceneItem::ballAt(Position centre) const
{
    // The drawing has the ball where every ball is born. Measured from there, it does not matter what else
    // belongs to the ball's drawing: strokes, a shine, a shadow.
    const BallState born;
    return m_ballAtRest + QPointF(centre.x - born.x, centre.y - born.y) * m_scale;
}

void SceneItem::placeBall(Position centre)
{
    m_ball->place(ballAt(centre));
}

void SceneItem::followWithTrail(double tick)
{
    if (!m_past)
        return;
    if (m_flight && m_flight->hasRunOut(m_aim))
        return m_trail->setVisible(false); // what has stopped leaves no trail
    const double behind = (tick - m_trailTick) * double(m_past->past().tickLength().count());
    if (behind < 0 || behind >= double(trailLag.count()))
        placeTrail(tick);
}

void SceneItem::placeTrail(double tick)
{
    m_trailTick = tick;
    if (m_past && !m_still)
        m_trail->show(m_past->past().trail(tick, trailLength), m_scale, Box().radius);
    else
        m_trail->setVisible(false);
}

void SceneItem::placeMarks(double tick)
{
    if (!m_past)
        return;
    const PastFlight &past = m_past->past();
    std::vector<Bounce> bounces = past.bounces(tick, markLife);
    if (bounces.size() > mostMarks)
        bounces.erase(bounces.begin(), bounces.end() - mostMarks);
    const double life = double(markLife.count()) / double(past.tickLength().count());
    for (std::size_t i = 0; i < mostMarks; ++i) {
        if (i < bounces.size())
            m_marks[i]->show(toItem(bounces[i].at) - m_origin, m_scale, (tick - bounces[i].tick) / life,
                             m_still);
        else
            m_marks[i]->setVisible(false);
    }
}

qreal SceneItem::pixelRatio() const
{
    return window() ? window()->effectiveDevicePixelRatio() : 1;
}

} // namespace everbounce
