// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/status/LinkTimes.h"

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

constexpr std::size_t keptSamples = 5;
constexpr double mostMs = 60'000;
constexpr qsizetype mostLinksOfNode = 256;

/// Two significant digits, and at most two after the point, for people to read.
double rounded(double ms)
{
    const double unit = std::max(std::pow(10.0, std::floor(std::log10(std::max(ms, 0.01))) - 1), 0.01);
    return std::max(std::round(ms / unit) * unit, 0.01);
}

} // namespace

bool LinkTimes::sample(NodeId peer, Nanoseconds roundTrip)
{
    Own &own = m_own[peer];
    own.recent.push_back(std::chrono::duration<double, std::milli>(roundTrip).count());
    if (own.recent.size() > keptSamples)
        own.recent.pop_front();
    const double shortest = *std::min_element(own.recent.begin(), own.recent.end());
    if (shortest <= 2 * own.shown && own.shown <= 2 * shortest)
        return false;
    own.shown = rounded(shortest);
    return true;
}

QCborMap LinkTimes::own() const
{
    QCborMap told;
    for (auto own = m_own.begin(); own != m_own.end(); ++own)
        told.insert(toString(own.key()), own->shown);
    return told;
}

bool LinkTimes::setPeer(NodeId from, const QCborMap &told)
{
    QMap<NodeId, double> links;
    for (const auto &link : told) {
        const NodeId peer = nodeIdFromString(link.first.toString());
        const double ms = link.second.toDouble();
        if (peer && ms > 0 && ms < mostMs && links.size() < mostLinksOfNode)
            links.insert(peer, rounded(ms));
    }
    if (m_told.value(from) == links)
        return false;
    m_told.insert(from, links);
    return true;
}

void LinkTimes::forget(NodeId peer)
{
    m_own.remove(peer);
    m_told.remove(peer);
}

QList<LinkInfo> LinkTimes::among(NodeId self, const QList<NodeId> &nodes) const
{
    QList<NodeId> ids = nodes;
    std::sort(ids.begin(), ids.end());
    const bool all = ids.size() <= mostNodesWithAllLinks;
    const auto figure = [&](NodeId a, NodeId b) {
        if (a == self)
            return m_own.value(b).shown;
        if (b == self)
            return m_own.value(a).shown;
        // Both ends report it: the lower id's figure is used, so that every node shows the same.
        const double told = all ? m_told.value(a).value(b) : 0;
        return told > 0 || !all ? told : m_told.value(b).value(a);
    };
    QList<LinkInfo> links;
    for (auto a = ids.begin(); a != ids.end(); ++a) {
        for (auto b = std::next(a); b != ids.end(); ++b) {
            if (const double ms = figure(*a, *b); ms > 0)
                links.append({*a, *b, ms});
        }
    }
    return links;
}

} // namespace everbounce
