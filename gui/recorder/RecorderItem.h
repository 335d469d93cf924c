// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/recorder/RecorderLook.h"
#include "gui/recorder/RecorderModel.h"

#include <QImage>
#include <QQuickItem>

namespace everbounce {

class RecorderDrawing;
class WindowFrames;

/// The flight recorder's drawing, and the figures at the place that somebody points at or moves to.
///
/// Its picture is made on the main thread right after a frame was presented, when nothing waits for that
/// thread, and shown in a later frame. So no frame, and no ball, is late because of it.
class RecorderItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(everbounce::RecorderModel *recorder READ recorder WRITE setRecorder NOTIFY recorderChanged
                   REQUIRED FINAL)
    Q_PROPERTY(everbounce::RecorderLook look READ look WRITE setLook NOTIFY lookChanged FINAL)
    /// The figures at the selected instant; empty if none is selected.
    Q_PROPERTY(QString told READ told NOTIFY toldChanged FINAL)
    /// Where that instant is, from the left.
    Q_PROPERTY(qreal cursor READ cursor NOTIFY toldChanged FINAL)
public:
    explicit RecorderItem(QQuickItem *parent = nullptr);

    RecorderModel *recorder() const { return m_recorder; }
    void setRecorder(RecorderModel *recorder);
    const RecorderLook &look() const { return m_look; }
    void setLook(const RecorderLook &look);
    QString told() const { return m_told; }
    qreal cursor() const { return m_cursor; }

    /// Selects whatever comes to be at the place where somebody points.
    Q_INVOKABLE void pointAt(qreal x);
    /// To the next thing that happened, or the one before; the selection moves on with it.
    Q_INVOKABLE void step(bool forward);
    /// To an end of the time that is shown.
    Q_INVOKABLE void goToEnd(bool newest);
    Q_INVOKABLE void leave();

    /// Writes what is shown into the user's folder for pictures, as "svg", "png" or "json"; the drawing on a
    /// ground of this colour. Returns a sentence about the result.
    Q_INVOKABLE QString save(const QString &kind, const QColor &ground) const;

Q_SIGNALS:
    void recorderChanged();
    void lookChanged();
    void toldChanged();

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *) override;

private:
    void follow(QQuickWindow *window);
    void refresh();
    void useRest();
    void startAnew();
    void makePicture();
    void lookAt(double instant);
    void tell();
    RecorderDrawing drawing() const;
    QImage blankPicture() const;

    QPointer<RecorderModel> m_recorder;
    QPointer<WindowFrames> m_frames;
    RecorderLook m_look;
    std::optional<qreal> m_pointedAt; ///< where the pointer is
    std::optional<double> m_lookedAt; ///< an instant of that time
    QString m_told;
    qreal m_cursor = 0;
    QImage m_ground; ///< what stays
    QImage m_picture;
    bool m_isDue = false;   ///< make the picture when the next frame has been presented
    bool m_isShown = false; ///< the picture is in the scene graph
};

} // namespace everbounce
