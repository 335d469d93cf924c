// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pairing/MembersModel.h"

#include "engine/viewer/words/SentenceWords.h"

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

/// “alpha”, “beta”
static QString listOf(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names)
        quoted << MembersModel::tr("“%1”").arg(name);
    return quoted.join(QLatin1String(", "));
}

/// One of its nodes.
static QString firstOf(const KeysView::Member &member)
{
    return member.nodes.value(0, member.name);
}

QString MembersModel::nameOf(const QString &member) const
{
    const KeysView::Member *const found = find(member);
    if (!found)
        return {};
    const qsizetype more = found->nodes.size() - 1;
    return more > 1        ? tr("%1 and %2 more").arg(firstOf(*found), QString::number(more))
           : more == 1     ? tr("%1 and 1 more").arg(firstOf(*found))
           : found->isHere ? firstOf(*found)
                           : tr("%1 (away)").arg(found->name);
}

QString MembersModel::doubtAbout(const QString &member) const
{
    const KeysView::Member *const found = find(member);
    if (!found)
        return {};
    if (found->nodes.size() > 1)
        return tr("Every node except %1 gets a new key. Those nodes and all others that share their key file "
                  "leave the cluster.")
            .arg(listOf(found->nodes));
    return tr("Every node except “%1” gets a new key. That node and all others that share its key file leave "
              "the cluster.")
        .arg(firstOf(*found));
}

QString MembersModel::removalOf(const QString &member) const
{
    const KeysView::Member *const found = find(member);
    return found && found->nodes.size() > 1 ? tr("Remove these %1 nodes").arg(found->nodes.size())
                                            : tr("Remove this node");
}

void MembersModel::remove(const QString &member)
{
    const KeysView::Member *const found = find(member);
    if (!found || isBusy())
        return;
    m_removing = *found;
    m_news.clear();
    Q_EMIT rotationWanted(++m_request, member);
    Q_EMIT changed();
}

/// Only the nodes matter, and who is linked: of whoever is not, nobody knows which member it is of.
void MembersModel::setView(const ClusterView &view)
{
    QList<std::pair<NodeId, QString>> nodes;
    for (const NodeInfo &node : view.nodes)
        nodes.emplace_back(node.id, node.name);
    QList<std::pair<NodeId, NodeId>> links;
    for (const LinkInfo &link : view.links)
        links.emplace_back(link.a, link.b);
    const bool isOther = m_nodes != nodes || m_links != links;
    m_nodes = nodes;
    m_links = links;
    if (isOther)
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

static QString newsOf(const KeysView::Member &member, int copies)
{
    const QString removed = member.nodes.size() > 1
                                ? MembersModel::tr("%1 were removed.").arg(listOf(member.nodes))
                                : MembersModel::tr("“%1” was removed.").arg(firstOf(member));
    return removed + QLatin1Char(' ') +
           (copies == 1 ? MembersModel::tr("1 node has the new key.")
                        : MembersModel::tr("%1 nodes have the new key.").arg(copies));
}

void MembersModel::conclude(quint64 request, const KeyRotated &result)
{
    if (request < (1ULL << 32) || !isBusy())
        return;
    const KeysView::Member member = std::exchange(m_removing, {});
    m_news = result.status == 200 ? newsOf(member, result.copies) : words::sentenceOf(result.problem);
    look();
    Q_EMIT changed();
}

} // namespace everbounce
