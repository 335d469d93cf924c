// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FrameLog.h"
#include "gui/recorder/PastFlightModel.h"
#include "gui/scene/FlightModel.h"

#include <QPointer>
#include <QQuickItem>

#include <array>
#include <map>

namespace everbounce {

class BallItem;
class MarkItem;
class SvgPart;
class TrailItem;
class WindowFrames;

/// The scene: the box, as large as fits with its shape kept, and the ball, moved once a frame to where the
/// flight is when that frame is seen. Behind the ball is its trail, with marks where it met the walls. The
/// drawing's units are the box's units.
class SceneItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(everbounce::FlightModel *flight MEMBER m_flight NOTIFY flightChanged REQUIRED FINAL)
    /// Where the ball has been, for the trail and the marks; null: neither is shown.
    Q_PROPERTY(everbounce::PastFlightModel *past MEMBER m_past NOTIFY pastChanged FINAL)
    /// Only the ball moves: there is no trail, and the marks do not grow.
    Q_PROPERTY(bool still MEMBER m_still NOTIFY looksChanged FINAL)
    /// Nobody flies the ball: it has no colour.
    Q_PROPERTY(bool dead MEMBER m_isDead NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor markColor MEMBER m_markColor NOTIFY looksChanged FINAL)
    /// Of the box, logical pixels.
    Q_PROPERTY(qreal cornerRadius MEMBER m_cornerRadius NOTIFY looksChanged FINAL)
    /// Colours of the box, if not those of the drawing.
    Q_PROPERTY(QColor floorColor MEMBER m_floorColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor gridColor MEMBER m_gridColor NOTIFY looksChanged FINAL)
    /// Where the box lies in the item.
    Q_PROPERTY(QRectF boxRect READ boxRect NOTIFY boxRectChanged FINAL)
public:
    explicit SceneItem(QQuickItem *parent = nullptr);

    QRectF boxRect() const;

    /// A place in the box as a place in this item.
    QPointF toItem(Position position) const;

    /// Asks for the next frame, by moving the ball to where it may be then. Called once per step of the
    /// animation clock, which follows the display. Where exactly the ball is drawn is decided later, when the
    /// frame is drawn, since by then it is better known when it will be seen.
    Q_INVOKABLE void prepareFrame();

    /// What the ball's item shows now; nothing before the first flight.
    const std::optional<DrawnBall> &drawn() const { return m_drawn; }

Q_SIGNALS:
    void flightChanged();
    void pastChanged();
    void looksChanged();
    void boxRectChanged();

    /// A frame for which the ball was moved was presented. On the main thread.
    void framePresented(const everbounce::PresentedFrame &frame);

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;
    void updatePolish() override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

private:
    void applyLooks();
    void follow(QQuickWindow *window);
    void drawBall();
    std::optional<QPointF> shiftWhilePainted();
    Nanoseconds latestInReach() const;
    void reportFrame(quint64 number, Nanoseconds instant);
    void arrange();
    void arrangePart(SvgPart *part);
    QPointF ballAt(Position centre) const;
    void placeBall(Position centre);
    void followWithTrail(double tick);
    void placeTrail(double tick);
    void placeMarks(double tick);
    qreal pixelRatio() const;

    static constexpr std::size_t mostMarks = 6;

    QPointer<FlightModel> m_flight;
    QPointer<PastFlightModel> m_past;
    bool m_still = false;
    bool m_isDead = false;
    QColor m_markColor = Qt::blue;
    qreal m_cornerRadius = 0;
    QColor m_floorColor;
    QColor m_gridColor;
    SvgPart *m_box;
    QQuickItem *m_within; ///< the box's own rectangle, which clips what is in it
    TrailItem *m_trail;
    std::array<MarkItem *, mostMarks> m_marks;
    BallItem *m_ball;
    QPointer<WindowFrames> m_frames;
    qreal m_scale = 0;      ///< logical pixels per box unit
    QPointF m_origin;       ///< where the box's (0, 0) lies in this item
    QPointF m_ballAtRest;   ///< position of the ball's item while the ball is where the drawing has it
    double m_trailTick = 0; ///< the tick up to which the trail is drawn
    std::optional<DrawnBall> m_drawn;
    Nanoseconds m_aim{0};                    ///< for which the ball's item was placed
    bool m_frameWanted = false;              ///< the ball was moved for the next frame
    std::map<quint64, DrawnBall> m_prepared; ///< by frame, until presented
};

} // namespace everbounce
