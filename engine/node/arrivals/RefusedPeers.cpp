// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/arrivals/RefusedPeers.h"

namespace everbounce {

bool RefusedPeers::add(const RefusedPeer &peer, Nanoseconds now)
{
    const auto found = m_peers.find(peer.id);
    if (found == m_peers.end() && m_peers.size() >= most)
        return false;
    const bool isKnown = found != m_peers.end();
    if (isKnown && peer.version.isEmpty() && !found->second.peer.version.isEmpty()) {
        found->second.last = now; // a beacon says less than the hello did
        return false;
    }
    const bool isNews = !isKnown || found->second.peer != peer;
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
    const QString version = peer.version.isEmpty() ? QStringLiteral("?") : peer.version;
    return QStringLiteral("%1 (version %2) %3").arg(peer.name, version, peer.why);
}

} // namespace everbounce
