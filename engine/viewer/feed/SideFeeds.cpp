// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/feed/SideFeeds.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>
#include <utility>

namespace everbounce {

using namespace std::chrono_literals;

constexpr auto lookInterval = 250ms;

SideFeeds::SideFeeds(Tolerated tolerated, QObject *parent)
    : QObject(parent)
    , m_tolerated(std::move(tolerated))
{
    connect(&m_timer, &QTimer::timeout, this, &SideFeeds::look);
}

void SideFeeds::noteOwn(const std::optional<ClusterView> &view)
{
    const Nanoseconds now = monotonicNow();
    m_hasOwn = view.has_value();
    if (view)
        m_lost.note(view->nodes, now);
    m_sides.noteOwn(view, now);
    look();
}

void SideFeeds::setLooking(bool looking)
{
    m_isLooking = looking;
    look();
}

std::optional<Position> SideFeeds::ballAt(NodeId teller, Nanoseconds now) const
{
    const auto feed = m_feeds.find(teller);
    return feed == m_feeds.end() ? std::nullopt : feed->second->ballAt(now);
}

void SideFeeds::look()
{
    const Nanoseconds now = monotonicNow();
    closeNeedless();
    if (m_hasOwn && m_isLooking)
        askNext(now);
    if (!m_timer.isActive())
        m_timer.start(lookInterval);
    SidesView view = m_sides.at(now);
    if (view == m_view)
        return;
    m_view = std::move(view);
    Q_EMIT changed();
}

void SideFeeds::closeNeedless()
{
    std::vector<NodeId> needless;
    for (const auto &[node, feed] : m_feeds) {
        if (!m_hasOwn || !m_isLooking || !m_lost.has(node))
            needless.push_back(node);
    }
    for (const NodeId node : needless)
        close(node);
}

void SideFeeds::askNext(Nanoseconds now)
{
    if (m_feeds.size() >= most)
        return;
    if (const auto node = m_lost.next(now, [this](NodeId id) { return isKnown(id); }))
        open(*node);
}

/// It is asked, or a node of its side is.
bool SideFeeds::isKnown(NodeId node) const
{
    return std::any_of(m_feeds.begin(), m_feeds.end(), [node](const auto &feed) {
        const auto &view = feed.second->view();
        const auto isIt = [node](const NodeInfo &info) {
            return info.id == node && info.state == NodeInfo::State::Alive;
        };
        return feed.first == node || (view && std::any_of(view->nodes.begin(), view->nodes.end(), isIt));
    });
}

void SideFeeds::open(const NodeInfo &node)
{
    auto *feed = new SideFeed(node, m_tolerated ? m_tolerated(node.url) : QList<QSslError>(), this);
    const NodeId id = node.id;
    m_feeds[id] = feed;
    connect(feed, &SideFeed::greeted, this, [this, id] { m_lost.answered(id); });
    connect(feed, &SideFeed::told, this, [this, id] { onTold(id); });
    connect(feed, &SideFeed::ended, this, [this, id] {
        close(id);
        m_lost.failed(id, monotonicNow());
    });
}

void SideFeeds::close(NodeId node)
{
    SideFeed *feed = std::exchange(m_feeds[node], nullptr);
    m_feeds.erase(node);
    if (feed) {
        feed->disconnect(this);
        feed->deleteLater();
    }
    m_sides.forget(node, monotonicNow());
}

void SideFeeds::onTold(NodeId node)
{
    const SideFeed *feed = m_feeds.at(node);
    const Nanoseconds now = monotonicNow();
    if (feed->view())
        m_sides.noteOther(node, *feed->view(), now);
    if (const auto end = feed->flightEnd())
        m_sides.noteFlight(node, *end, now);
    look();
}

} // namespace everbounce
