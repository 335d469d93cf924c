// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/cluster/ClusterState.h"
#include "gui/cluster/LinkParts.h"
#include "gui/cluster/NodesModel.h"

#include <QPointer>
#include <QQuickItem>
#include <QVariantList>

#include <map>
#include <memory>
#include <utility>

namespace everbounce {

/// The links between the cards as lines, with their round trips. Each is an item of its own, so that the
/// frame in which a node dies repaints only what has changed. A ghost has no links, but no figure is placed
/// on it.
class LinksItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(
        everbounce::ClusterState *cluster READ cluster WRITE setCluster NOTIFY clusterChanged REQUIRED FINAL)
    Q_PROPERTY(everbounce::NodesModel *nodes READ nodes WRITE setNodes NOTIFY nodesChanged REQUIRED FINAL)
    /// Rectangles of the cards of `nodes`, in their order; none: there are no lines.
    Q_PROPERTY(QVariantList places MEMBER m_places NOTIFY changed FINAL)
    /// Pixels per unit of the drawing.
    Q_PROPERTY(qreal unit MEMBER m_unit NOTIFY changed FINAL)
    Q_PROPERTY(QColor lineColor MEMBER m_lineColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor holderColor MEMBER m_holderColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor lossyColor MEMBER m_lossyColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor isolatedColor MEMBER m_isolatedColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor textColor MEMBER m_textColor NOTIFY changed FINAL)
    Q_PROPERTY(QColor groundColor MEMBER m_groundColor NOTIFY changed FINAL)
public:
    explicit LinksItem(QQuickItem *parent = nullptr);
    ~LinksItem() override;

    ClusterState *cluster() const { return m_cluster; }
    void setCluster(ClusterState *cluster);
    NodesModel *nodes() const { return m_nodes; }
    void setNodes(NodesModel *nodes);

Q_SIGNALS:
    void clusterChanged();
    void nodesChanged();
    void changed();

protected:
    /// Once a frame, however much has changed.
    void updatePolish() override;

private:
    struct Shown
    {
        std::unique_ptr<LinkStroke> stroke;
        std::unique_ptr<LinkFigure> figure;
    };

    std::vector<LinkToDraw> links() const;
    QPen penOf(const NodeLook &a, const NodeLook &b) const;
    void show(const LinkLine &line);

    QPointer<ClusterState> m_cluster;
    QPointer<NodesModel> m_nodes;
    QVariantList m_places;
    qreal m_unit = 1;
    QColor m_lineColor;
    QColor m_holderColor;
    QColor m_lossyColor;
    QColor m_isolatedColor;
    QColor m_textColor;
    QColor m_groundColor;
    std::map<NodeId, NodeLook> m_cards; ///< of the living that have a place
    std::map<std::pair<NodeId, NodeId>, Shown> m_shown;
};

} // namespace everbounce
