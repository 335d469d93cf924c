// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/TrackFeed.h"

#include <algorithm>

namespace everbounce {
namespace {

/// The segments of `next` that a receiver of `sent` lacks. If it has some to drop and none to add, the last
/// one that both have is repeated: receiving it drops what came after it.
std::vector<Segment> unsentSegments(const Track &sent, const Track &next)
{
    const auto &segments = next.segments();
    if (segments.empty())
        return {};
    const auto begin = std::find(sent.segments().begin(), sent.segments().end(), segments.front());
    const auto [known, fresh] = std::mismatch(begin, sent.segments().end(), segments.begin(), segments.end());
    const bool mustDrop = known != sent.segments().end() && fresh == segments.end();
    return {mustDrop ? std::prev(fresh) : fresh, segments.end()};
}

} // namespace

std::optional<TrackUpdate> TrackFeed::advance(const FlightView &flight)
{
    TrackUpdate update{flight.lease, flight.revision, flight.track.end(),
                       unsentSegments(m_sent, flight.track)};
    const bool same = update.segments.empty() && update.end == m_sent.end() && update.lease == m_lease &&
                      update.revision == m_revision;
    m_lease = flight.lease;
    m_revision = flight.revision;
    m_sent = flight.track;
    return same ? std::nullopt : std::optional(std::move(update));
}

TrackUpdate TrackFeed::whole(double now) const
{
    Track track = m_sent;
    track.forgetBefore(static_cast<Tick>(std::max(now, 0.0)));
    return {m_lease, m_revision, track.end(), track.segments()};
}

} // namespace everbounce
