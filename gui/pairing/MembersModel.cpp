// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pairing/MembersModel.h"

#include <algorithm>
#include <utility>

namespace everbounce {

QStringList MembersModel::members() const
{
    QStringList ids;
    for (const KeysView::Member &member : m_members)
        ids << member.id;
    return ids;
}

const KeysView::Member *MembersModel::find(const QString &member) const
{
    const auto found = std::ranges::find(m_members, member, &KeysView::Member::id);
    return found == m_members.end() ? nullptr : &*found;
}

QString MembersModel::nameOf(const QString &member) const
{
    const KeysView::Member *const found = find(member);
    if (!found)
        return {};
    return found->isHere ? found->name : tr("%1 (away)").arg(found->name);
}

QString MembersModel::doubtAbout(const QString &member) const
{
    const KeysView::Member *const found = find(member);
    return found ? tr("All but “%1” get a new key. It leaves the cluster, and so does every node that reads "
                      "its "
                      "key file.")
                       .arg(found->name)
                 : QString();
}

void MembersModel::remove(const QString &member)
{
    const KeysView::Member *const found = find(member);
    if (!found || isBusy())
        return;
    m_removing = found->name;
    m_news.clear();
    Q_EMIT rotationWanted(++m_request, member);
    Q_EMIT changed();
}

/// Only the nodes matter.
void MembersModel::setView(const ClusterView &view)
{
    QList<NodeId> nodes;
    for (const NodeInfo &node : view.nodes)
        nodes << node.id;
    if (std::exchange(m_nodes, nodes) != nodes)
        look();
}

void MembersModel::look()
{
    Q_EMIT keysWanted(++m_request);
}

/// Pages of this node ask as well, under other numbers.
void MembersModel::take(quint64 request, const KeysView &keys)
{
    if (request < (1ULL << 32))
        return;
    m_members = keys.members;
    m_members.removeIf([](const KeysView::Member &member) { return member.isOwn; });
    Q_EMIT changed();
}

void MembersModel::conclude(quint64 request, const KeyRotated &result)
{
    if (request < (1ULL << 32) || !isBusy())
        return;
    const QString name = std::exchange(m_removing, {});
    m_news = result.status != 200 ? result.problem
             : result.copies == 1
                 ? tr("“%1” was removed. 1 node has the new key.").arg(name)
                 : tr("“%1” was removed. %2 nodes have the new key.").arg(name).arg(result.copies);
    look();
    Q_EMIT changed();
}

} // namespace everbounce
