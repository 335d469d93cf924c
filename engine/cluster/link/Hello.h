// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/cluster/link/NodeProfile.h"
#include "engine/cluster/link/Timing.h"

#include <QHostAddress>
#include <QList>

namespace everbounce {

/// The first message on a link, both ways.
struct Hello
{
    NodeProfile profile;
    NodeId wanted;                ///< whom the dialling side looks for; no node from the other side
    Nanoseconds startedAt{0};     ///< by this machine's monotonic clock; uptime is what travels
    std::optional<Timing> timing; ///< nodes up to 0.1.1 do not tell theirs
    QList<QHostAddress> pages{};  ///< where the page is, of one that is at every address of its machine
};

/// Whether two nodes can have a link, and why not.
enum class HelloFit {
    Fits,
    OtherMajor,
    WrongPeer,   ///< one side looked for another node
    OtherTiming, ///< timingDifference() says which
};

/// What this node, which would say `own`, makes of the hello of another. It is the one that looks for the
/// other where its own hello says whom it wants.
HelloFit fitOf(const Hello &peer, const Hello &own);

/// In which length of time the other differs, as differenceOf() says it. A node that does not tell its
/// lengths is taken to have the same.
QString timingDifference(const Hello &peer, const Hello &own);

QCborMap encodeHello(const Hello &hello, Nanoseconds now);

/// Nothing for anything but a hello with sane values. Of another major only the profile is read.
std::optional<Hello> decodeHello(const QCborMap &map, Nanoseconds now);

} // namespace everbounce
