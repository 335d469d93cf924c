// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/arrivals/RefusedPeers.h"

namespace everbounce {

bool RefusedPeers::add(const RefusedPeer &peer, Nanoseconds now)
{
    const auto found = m_peers.find(peer.id);
    if (found == m_peers.end() && m_peers.size() >= most)
        return false;
    const bool isNews = found == m_peers.end() || found->second.peer != peer;
    m_peers[peer.id] = {peer, now};
    return isNews;
}

void RefusedPeers::forgetOld(Nanoseconds now)
{
    std::erase_if(m_peers, [&](const auto &entry) { return now - entry.second.last > keep; });
}

QStringList RefusedPeers::sentences() const
{
    QStringList list;
    for (const auto &[id, entry] : m_peers)
        list << sentenceOf(entry.peer);
    list.sort();
    return list;
}

QString RefusedPeers::sentenceOf(const RefusedPeer &peer)
{
    return QStringLiteral("%1 (version %2) %3").arg(peer.name, peer.version, peer.why);
}

} // namespace everbounce
