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

/// A node whose own files have a script.
struct ScriptOrigin
{
    NodeId id;
    QString nodeName; ///< survives a restart, while the id does not

    bool operator==(const ScriptOrigin &) const = default;
};

/// What one node says it has.
struct ScriptList
{
    std::map<BehaviorRef, ScriptOrigin, RefOrder>
        scripts;             ///< all it can hand out; its own scripts have its own id
    QSet<QString> behaviors; ///< all that can be selected there, as shown there

    bool operator==(const ScriptList &) const = default;
};

/// Who has which script, and which of them this node should carry. Pure.
///
/// A node carries what is in the own files of a linked node, and what a node that is gone has left behind.
/// But a linked node has the last word on what came from it, and so has a node of the same name, which is
/// most likely the same one restarted: what its list no longer has is not carried.
class ScriptLedger
{
public:
    explicit ScriptLedger(ScriptOrigin self)
        : m_self(std::move(self))
    {
    }

    void linkUp(const ScriptOrigin &peer) { m_peers[peer.id] = {.name = peer.nodeName}; }
    void linkDown(NodeId peer) { m_peers.erase(peer); }

    /// Ignored if there is no link to that peer.
    void told(NodeId peer, ScriptList list);

    /// That peer turned out not to have it.
    void doesNotHave(NodeId peer, const BehaviorRef &ref);

    /// The scripts that others offer and that are worth carrying, each with its origin.
    std::map<BehaviorRef, ScriptOrigin, RefOrder> wanted() const;

    /// The new origin of a script that is carried for `origin`, if it should still be carried.
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
