// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/behaviors/EditorModel.h"
#include "gui/scene/FlightModel.h"

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>

namespace everbounce {

/// The path on which the ball would fly by the text that somebody is writing: faint, and as large as the box.
class GhostItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(everbounce::EditorModel *editor READ editor WRITE setEditor NOTIFY looksChanged FINAL)
    Q_PROPERTY(everbounce::FlightModel *flight MEMBER m_flight NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY looksChanged FINAL)
    /// Whether there is a path.
    Q_PROPERTY(bool flies READ flies NOTIFY pathChanged FINAL)
    /// The middle of the ball on it, in the item, and its radius.
    Q_PROPERTY(QPointF ball MEMBER m_ball NOTIFY ballChanged FINAL)
    Q_PROPERTY(qreal radius READ radius NOTIFY looksChanged FINAL)
public:
    explicit GhostItem(QQuickItem *parent = nullptr);

    EditorModel *editor() const { return m_editor; }
    void setEditor(EditorModel *editor);
    bool flies() const { return m_editor && !m_editor->path().empty(); }
    qreal radius() const { return Box().radius * boxScale(); }

    /// Moves its ball to where it would be now; once per step of the animation clock.
    Q_INVOKABLE void follow();

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void looksChanged();
    void pathChanged();
    void ballChanged();

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    qreal boxScale() const { return width() / Box().width; }

    QPointer<EditorModel> m_editor;
    QPointer<FlightModel> m_flight;
    QColor m_color;
    QPointF m_ball;
};

} // namespace everbounce
