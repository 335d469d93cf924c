// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/exchange/ScriptLedger.h"

#include <algorithm>

namespace everbounce {

void ScriptLedger::told(NodeId peer, ScriptList list)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end())
        found->second.list = std::move(list);
}

void ScriptLedger::doesNotHave(NodeId peer, const BehaviorRef &ref)
{
    if (const auto found = m_peers.find(peer); found != m_peers.end() && found->second.list)
        found->second.list->scripts.erase(ref);
}

std::map<BehaviorRef, ScriptOrigin, RefOrder> ScriptLedger::wanted() const
{
    std::map<BehaviorRef, ScriptOrigin, RefOrder> result;
    for (const auto &[id, peer] : m_peers) {
        if (!peer.list)
            continue;
        for (const auto &[ref, origin] : peer.list->scripts) {
            if (const auto kept = owner(ref))
                result[ref] = *kept;
            else if (isLeftBehind(origin))
                result.emplace(ref, origin);
        }
    }
    return result;
}

std::optional<ScriptOrigin> ScriptLedger::keptFor(const BehaviorRef &ref, const ScriptOrigin &origin) const
{
    if (const auto alive = owner(ref))
        return alive;
    const auto found = m_peers.find(origin.id);
    const bool silentYet = found != m_peers.end() && !found->second.list;
    return silentYet || isLeftBehind(origin) ? std::optional(origin) : std::nullopt;
}

std::optional<ScriptOrigin> ScriptLedger::owner(const BehaviorRef &ref) const
{
    for (const auto &[id, peer] : m_peers) {
        if (!peer.list)
            continue;
        const auto offer = peer.list->scripts.find(ref);
        if (offer != peer.list->scripts.end() && offer->second.id == id)
            return ScriptOrigin{id, peer.name};
    }
    return std::nullopt;
}

bool ScriptLedger::isLeftBehind(const ScriptOrigin &origin) const
{
    if (origin.id == m_self.id || origin.nodeName == m_self.nodeName || m_peers.contains(origin.id))
        return false;
    return std::none_of(m_peers.begin(), m_peers.end(), [&origin](const auto &peer) {
        return peer.second.list && peer.second.name == origin.nodeName;
    });
}

std::set<NodeId> ScriptLedger::holders(const BehaviorRef &ref) const
{
    std::set<NodeId> result;
    for (const auto &[id, peer] : m_peers) {
        if (peer.list && peer.list->scripts.contains(ref))
            result.insert(id);
    }
    return result;
}

std::set<NodeId> ScriptLedger::listing(const QString &shownName) const
{
    std::set<NodeId> result;
    for (const auto &[id, peer] : m_peers) {
        if (peer.list && peer.list->behaviors.contains(shownName))
            result.insert(id);
    }
    return result;
}

} // namespace everbounce
