// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/RecorderModel.h"

#include <QColor>
#include <QPen>
#include <QQuickPaintedItem>

namespace everbounce {

/// The flight recorder's drawing, and what it tells where somebody points at it or moves along it.
class RecorderItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(everbounce::RecorderModel *recorder READ recorder WRITE setRecorder NOTIFY recorderChanged
                   REQUIRED FINAL)
    /// Size of its text, in pixels; all measures follow it.
    Q_PROPERTY(qreal textSize MEMBER m_textSize NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor textColor MEMBER m_textColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor softColor MEMBER m_softColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor laneColor MEMBER m_laneColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor bandTextColor MEMBER m_bandTextColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor accentColor MEMBER m_accentColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor warningColor MEMBER m_warningColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor errorColor MEMBER m_errorColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QList<QColor> nodeColors MEMBER m_nodeColors NOTIFY looksChanged FINAL)
    /// What is the case at the cursor; empty where there is none.
    Q_PROPERTY(QString told READ told NOTIFY toldChanged FINAL)
public:
    explicit RecorderItem(QQuickItem *parent = nullptr);

    RecorderModel *recorder() const { return m_recorder; }
    void setRecorder(RecorderModel *recorder);
    QString told() const { return m_told; }

    /// The cursor goes where somebody points.
    Q_INVOKABLE void pointAt(qreal x);
    /// To the next thing that happened, or to the one before.
    Q_INVOKABLE void step(bool forward);
    Q_INVOKABLE void leave();

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void recorderChanged();
    void looksChanged();
    void toldChanged();

private:
    struct Lane
    {
        qreal top;
        qreal height;
    };

    void refresh();
    void setTold(const QString &told);
    qreal unit() const { return m_textSize / 12; }
    qreal left() const;
    qreal reach() const;
    qreal xOf(double at) const;
    double timeAt(qreal x) const;
    QRectF lane(const Lane &lane) const;
    void paintGround(QPainter *painter) const;
    void paintBands(QPainter *painter) const;
    void paintGaps(QPainter *painter) const;
    void paintFaults(QPainter *painter) const;
    void paintEngine(QPainter *painter) const;
    void paintStalls(QPainter *painter) const;

    QPointer<RecorderModel> m_recorder;
    qreal m_textSize = 12;
    QColor m_textColor;
    QColor m_softColor;
    QColor m_laneColor;
    QColor m_bandTextColor;
    QColor m_accentColor;
    QColor m_warningColor;
    QColor m_errorColor;
    QList<QColor> m_nodeColors;
    std::optional<double> m_cursor; ///< milliseconds before now
    QString m_told;

    static constexpr Lane leaseLane{2, 24};
    static constexpr Lane gapLane{34, 26};
    static constexpr Lane faultLane{68, 16};
    static constexpr Lane engineLane{92, 16};
    static constexpr Lane stallLane{116, 30};
    static constexpr qreal axis = 164; ///< base line of the times below
};

} // namespace everbounce
