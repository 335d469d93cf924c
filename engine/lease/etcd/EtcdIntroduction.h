// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/Agreement.h"
#include "engine/cluster/link/Endpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <string>

namespace everbounce::etcd {

/// What others find of a node in etcd.
struct Presence
{
    QList<Endpoint> links; ///< where it accepts links, the best place first
    Agreement agreement;
    QList<QByteArray> keys; ///< the names of its cluster's keys, the newest first; none: it needs none
};

/// As JSON.
std::string toText(const Presence &presence);

/// Reads what another node wrote, which may be anything. What it does not say is left out.
QList<Endpoint> linksOf(const std::string &introduction);

/// The part that nodes must have in common, as text; empty if the node does not say, as older ones do not.
std::string agreementOf(const std::string &introduction);

/// How the other part differs from this node's own, in words: "--tick (20 ms, here 30 ms)". Empty where both
/// can take part. Nodes with a key in common have the same cluster: while it gets a new one, some have it and
/// some do not yet. `like`: what to compare.
QString differenceOf(const std::string &other, const std::string &own, const Agreement &like);

} // namespace everbounce::etcd
