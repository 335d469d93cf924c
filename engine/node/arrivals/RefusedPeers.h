// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"

#include <QStringList>

#include <map>

namespace everbounce {

/// The peers that cannot take part, as long as they try. Pure.
class RefusedPeers
{
public:
    /// A peer that has not tried for this long is forgotten: it dials at least every 5 s.
    static constexpr std::chrono::seconds keep{15};
    static constexpr std::size_t most = 32;

    /// A peer was refused. True if that is news.
    bool add(const RefusedPeer &peer, Nanoseconds now);

    void forgetOld(Nanoseconds now);

    /// A sentence for each, by their names.
    QStringList sentences() const;

    static QString sentenceOf(const RefusedPeer &peer);

private:
    struct Entry
    {
        RefusedPeer peer;
        Nanoseconds last;
    };
    std::map<NodeId, Entry> m_peers;
};

} // namespace everbounce
