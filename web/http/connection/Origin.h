// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <compare>
#include <optional>

#include <sys/types.h>

namespace everbounce {

/// Who counts as one for bounds of connections, wrong tokens and sessions: the node's own user, another
/// account of this machine, an IPv4 address, or a /64 of IPv6. Somebody who may have many of these (a site
/// has 256 or 65,536 /64 networks, an account as many user numbers for its containers) has them in ranges,
/// and those count together as well.
struct Origin
{
    enum class Kind { OwnUser, Account, IPv4, IPv6 };
    Kind kind = Kind::OwnUser;
    quint64 number = 0;

    /// A range of one kind, or a single origin.
    struct Range
    {
        Kind kind = Kind::OwnUser;
        int level = 0; ///< 0 is the widest
        quint64 number = 0;

        auto operator<=>(const Range &) const = default;
    };

    /// Whether a connection from `peer` to `local` does not leave this machine: loopback, or one of its
    /// addresses at both ends.
    static bool isOfThisMachine(const QHostAddress &peer, const QHostAddress &local);

    /// The origin of a connection from another machine.
    static Origin of(const QHostAddress &peer);

    /// The origin of a connection from this machine, as far as its user is known.
    static Origin ofAccount(std::optional<uid_t> user);

    /// The ranges that it belongs to, each within the one before: all other accounts, and a block of 65,536;
    /// the /48 and the /56 of IPv6. The last one is the origin alone.
    int levels() const;
    Range range(int level) const;

    auto operator<=>(const Origin &) const = default;
};

} // namespace everbounce
