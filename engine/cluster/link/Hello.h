// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/cluster/link/Agreement.h"
#include "engine/cluster/link/NodeProfile.h"

#include <QHostAddress>
#include <QList>

namespace everbounce {

/// Which key of the cluster a node has, and who it is for those that give out keys.
struct KeyStanding
{
    QByteArray newest;      ///< id of its newest key; empty if it does not tell
    quint64 generation = 0; ///< of that key
    QByteArray member;      ///< its member's public key; empty if it has none

    bool operator==(const KeyStanding &) const = default;
};

/// The first message on a link, both ways.
struct Hello
{
    NodeProfile profile;
    NodeId wanted;            ///< the peer that the dialling side looks for; empty from the other side
    Nanoseconds startedAt{0}; ///< by this machine's monotonic clock; uptime is what travels
    std::optional<Agreement> agreement; ///< nodes up to 0.1.1 do not tell theirs
    QList<QHostAddress> pages{};        ///< the addresses of a page that is at every address of its machine
    KeyStanding keys{};                 ///< nodes of minor 2 and less do not tell theirs
};

/// Whether two nodes can have a link, and why not.
enum class HelloFit {
    Fits,
    OtherMajor,
    WrongPeer, ///< one side looked for another node
    Disagrees, ///< disagreement() says in what
    OtherKey,  ///< the newest key of one side is not that of the other
};

/// Checks the hello of another node, given this node's own. This node dialled if its own hello says whom it
/// wants.
HelloFit fitOf(const Hello &peer, const Hello &own);

/// In what the other differs, as differenceOf() says it. A node that does not tell is taken to have the same.
QString disagreement(const Hello &peer, const Hello &own);

QCborMap encodeHello(const Hello &hello, Nanoseconds now);

/// Nothing for anything but a hello with valid values. Of another major only the profile is read. `own` is
/// what this node wants to hear of the other.
std::optional<Hello> decodeHello(const QCborMap &map, Nanoseconds now, const Agreement &own);

/// Hello::pages, in a message of its own: they have changed while a link lives.
QCborMap encodePages(const QList<QHostAddress> &pages);

/// Addresses that others cannot use are left out. Nothing if there is no list.
std::optional<QList<QHostAddress>> decodePages(const QCborMap &message);

} // namespace everbounce
