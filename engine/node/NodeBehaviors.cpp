// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

// A node's behaviours: which it knows, what it shows of them, and where their code is.

namespace everbounce {

void Node::connectBehaviors()
{
    connect(&m_catalogue, &Catalogue::changed, this, &Node::publishClusterSoon);
    const auto say = [this](const QString &sentence) {
        // Nodes of one machine read the same files: what all of them find is announced once.
        announce(EventView::Level::Warning, sentence, {},
                 QStringLiteral("remark/%1").arg(qHash(sentence, 1), 16, 16, QLatin1Char('0')));
    };
    connect(&m_catalogue, &Catalogue::remark, this, say);
    connect(&m_scripts, &ScriptExchange::remark, this, say);
    connect(&m_scripts, &ScriptExchange::listed, this, &Node::publishClusterSoon);
    connect(&m_scripts, &ScriptExchange::listed, &m_singleton, &Singleton::reconsiderCommands);
    connect(&m_scripts, &ScriptExchange::arrived, this, [this](const BehaviorRef &ref) {
        announce(EventView::Level::Info, QStringLiteral("new: %1").arg(ref.name), {},
                 QStringLiteral("new/%1").arg(QString::fromLatin1(ref.hash.left(40))));
    });
}

ScriptEditor::Sources Node::editorSources()
{
    return {[this] {
                return ScriptEditor::Flying{flight(), m_singleton.clock()};
            },
            [this](const BehaviorRef &ref) { return m_scripts.originOf(ref); }};
}

/// A script of this node's that the holder does not list yet will get there within moments.
bool Node::holderKnows(const Order &order) const
{
    if (order.code.isEmpty())
        return true;
    const auto resolved = m_catalogue.resolve(order.code);
    const auto *ref = std::get_if<BehaviorRef>(&resolved);
    return !ref || ref->hash.isEmpty() || m_scripts.nodesWith(*ref).count(m_singleton.lease().holder) > 0;
}

QList<BehaviorInfo> Node::behaviors() const
{
    QList<BehaviorInfo> list;
    const FlightRecord *known = flight();
    for (const CatalogueEntry &entry : m_catalogue.entries()) {
        const bool quarantined = known && known->isQuarantined(entry.ref);
        const QString why = known ? known->whyQuarantined(entry.ref) : QString();
        list << BehaviorInfo{entry.shownName,
                             entry.source,
                             entry.isNew,
                             quarantined,
                             entry.problem.isEmpty() ? why : entry.problem,
                             namesOf(m_scripts.nodesWith(entry.ref)),
                             entry.description.text,
                             entry.description.madeToFail,
                             m_scripts.originOf(entry.ref)};
    }
    return list;
}

QStringList Node::namesOf(const std::set<NodeId> &nodes) const
{
    QStringList names;
    for (const NodeId node : nodes) {
        if (node != m_id)
            names << nameOf(node);
    }
    names.sort();
    if (nodes.count(m_id) > 0)
        names.prepend(m_config.name);
    return names;
}

} // namespace everbounce
