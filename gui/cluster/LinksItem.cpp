// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/LinksItem.h"

#include "engine/viewer/words/Words.h"

#include <algorithm>

namespace everbounce {

using State = NodeLook::State;

LinksItem::LinksItem(QQuickItem *parent)
    : QQuickItem(parent)
{
    connect(this, &LinksItem::changed, this, [this] { polish(); });
}

LinksItem::~LinksItem() = default;

void LinksItem::setCluster(ClusterState *cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    if (cluster)
        connect(cluster, &ClusterState::changed, this, [this] { polish(); });
    Q_EMIT clusterChanged();
}

void LinksItem::setNodes(NodesModel *nodes)
{
    if (nodes == m_nodes)
        return;
    m_nodes = nodes;
    if (nodes)
        connect(nodes, &NodesModel::refreshed, this, [this] { polish(); });
    Q_EMIT nodesChanged();
}

void LinksItem::updatePolish()
{
    m_cards.clear();
    std::map<NodeId, QRectF> rects;
    std::vector<QRectF> ghosts;
    const qsizetype count = m_nodes ? std::min(qsizetype(m_nodes->shown().size()), m_places.size()) : 0;
    for (qsizetype i = 0; i < count; ++i) {
        const NodeLook &card = m_nodes->shown()[std::size_t(i)];
        const QRectF place = m_places.at(i).toRectF();
        const QRectF rect(place.topLeft() / m_unit, place.size() / m_unit);
        if (card.isGhost) {
            ghosts.push_back(rect);
            continue;
        }
        m_cards.emplace(card.node.id, card);
        rects.emplace(card.node.id, rect);
    }
    const std::vector<LinkLine> lines = layOutLinks(links(), rects, ghosts);
    std::erase_if(m_shown, [&lines](const auto &shown) {
        return std::none_of(lines.begin(), lines.end(), [&shown](const LinkLine &line) {
            return std::pair(line.a, line.b) == shown.first;
        });
    });
    for (const LinkLine &line : lines)
        show(line);
}

std::vector<LinkToDraw> LinksItem::links() const
{
    std::vector<LinkToDraw> links;
    if (m_cluster) {
        for (const LinkInfo &link : m_cluster->links())
            links.push_back({link.a, link.b, words::milliseconds(link.roundTripMs)});
    }
    return links;
}

QPen LinksItem::penOf(const NodeLook &a, const NodeLook &b) const
{
    const auto dashed = [](const QColor &color, qreal width, const QList<qreal> &dashes) {
        QPen pen(color, width, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern(dashes); // in widths of the pen
        return pen;
    };
    if (a.state == State::Isolated || b.state == State::Isolated) {
        QColor color = m_isolatedColor;
        color.setAlphaF(0.5F);
        return dashed(color, 2, {7, 7});
    }
    if (a.state == State::Lossy || b.state == State::Lossy) {
        QPen pen = dashed(m_lossyColor, 3, {0.33, 2});
        pen.setCapStyle(Qt::RoundCap);
        return pen;
    }
    if (!a.isSound() || !b.isSound())
        return dashed(m_lineColor, 2, {1, 3});
    return QPen(a.holder || b.holder ? m_holderColor : m_lineColor, 2, Qt::SolidLine, Qt::FlatCap);
}

void LinksItem::show(const LinkLine &line)
{
    Shown &shown = m_shown[{line.a, line.b}];
    if (!shown.stroke)
        shown.stroke = std::make_unique<LinkStroke>(this);
    shown.stroke->show(line, penOf(m_cards.at(line.a), m_cards.at(line.b)), m_unit);
    if (!line.place)
        return shown.figure.reset();
    if (!shown.figure)
        shown.figure = std::make_unique<LinkFigure>(this);
    shown.figure->show(*line.place, line.text, {m_textColor, m_groundColor, m_unit});
}

} // namespace everbounce
