// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/ClusterState.h"

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QVariantList>

namespace everbounce {

/// The links between cards as lines, with their round trips. Painted anew only when something changes.
class LinksItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(
        everbounce::ClusterState *cluster READ cluster WRITE setCluster NOTIFY clusterChanged REQUIRED FINAL)
    /// Where the cards are, each `{id, x, y, width, height, look}`, `look` as in NodesModel.
    Q_PROPERTY(QVariantList cards MEMBER m_cards NOTIFY cardsChanged FINAL)
    /// Id of the node whose links are told; none: all where they are few, else none.
    Q_PROPERTY(QString pointed MEMBER m_pointed NOTIFY pointedChanged FINAL)
    Q_PROPERTY(qreal textSize MEMBER m_textSize NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor lineColor MEMBER m_lineColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor textColor MEMBER m_textColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor groundColor MEMBER m_groundColor NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor cutColor MEMBER m_cutColor NOTIFY looksChanged FINAL)
public:
    explicit LinksItem(QQuickItem *parent = nullptr);

    ClusterState *cluster() const { return m_cluster; }
    void setCluster(ClusterState *cluster);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void clusterChanged();
    void cardsChanged();
    void pointedChanged();
    void looksChanged();

private:
    enum class Style { Whole, Dotted, Cut };

    bool isTold(const LinkInfo &link) const;
    qreal figureAt(const LinkInfo &link) const;
    Style styleOf(qsizetype one, qsizetype other) const;
    void paintLine(QPainter *painter, const QLineF &line, Style style) const;
    void paintFigure(QPainter *painter, const QRectF &ground, const QString &text) const;

    QPointer<ClusterState> m_cluster;
    QVariantList m_cards;
    QString m_pointed;
    qreal m_textSize = 11;
    QColor m_lineColor;
    QColor m_textColor;
    QColor m_groundColor;
    QColor m_cutColor;
};

} // namespace everbounce
