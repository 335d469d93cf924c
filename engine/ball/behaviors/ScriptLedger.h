// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/ScriptText.h"
#include "engine/lease/Lease.h"

#include <QSet>
#include <QString>

#include <map>
#include <optional>
#include <set>

namespace everbounce {

/// A node in whose own files a script was seen.
struct ScriptOrigin
{
    NodeId id;
    QString nodeName; ///< stays the same over a restart, while the id does not

    bool operator==(const ScriptOrigin &) const = default;
};

/// What one node tells of itself.
struct ScriptList
{
    std::map<BehaviorRef, ScriptOrigin, RefOrder> scripts; ///< all it can hand out; its own bear its own id
    QSet<QString> behaviors;                               ///< as shown there, all that can be selected

    bool operator==(const ScriptList &) const = default;
};

/// Who has which script, and which of them this node is to carry. Pure.
///
/// What is in the own files of a linked node is carried. So is what a node has left behind that is gone. But
/// a linked node has the last word on what came from it, and so has one of the same name, which is most
/// likely the same one started again: what its list does not have any more is not carried.
class ScriptLedger
{
public:
    explicit ScriptLedger(ScriptOrigin self)
        : m_self(std::move(self))
    {
    }

    void linkUp(const ScriptOrigin &peer) { m_peers[peer.id] = {.name = peer.nodeName}; }
    void linkDown(NodeId peer) { m_peers.erase(peer); }

    /// Ignored where that peer has no link.
    void told(NodeId peer, ScriptList list);

    /// That peer has turned out not to have it after all.
    void doesNotHave(NodeId peer, const BehaviorRef &ref);

    /// The scripts that others offer and that are worth carrying, each with its origin.
    std::map<BehaviorRef, ScriptOrigin, RefOrder> wanted() const;

    /// Whose it is now, where a script that is carried for `origin` is still to be carried.
    std::optional<ScriptOrigin> keptFor(const BehaviorRef &ref, const ScriptOrigin &origin) const;

    /// The linked peers that offer it.
    std::set<NodeId> holders(const BehaviorRef &ref) const;

    /// The linked peers that list a behaviour under this name.
    std::set<NodeId> listing(const QString &shownName) const;

private:
    struct Peer
    {
        QString name;
        std::optional<ScriptList> list;
    };

    std::optional<ScriptOrigin> owner(const BehaviorRef &ref) const;
    bool isLeftBehind(const ScriptOrigin &origin) const;

    ScriptOrigin m_self;
    std::map<NodeId, Peer> m_peers;
};

} // namespace everbounce
