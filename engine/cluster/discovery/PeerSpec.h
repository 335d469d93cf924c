// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace everbounce {

/// A peer that was named by hand.
struct PeerSpec
{
    QString host;     ///< a name or an address
    quint16 port = 0; ///< of its discovery; 0 means the same as this node's

    bool operator==(const PeerSpec &) const = default;

    /// `HOST`, `HOST:PORT`, an IPv6 address, or one in brackets before `:PORT`; nothing for anything else.
    static std::optional<PeerSpec> fromText(const QString &text);
};

} // namespace everbounce
