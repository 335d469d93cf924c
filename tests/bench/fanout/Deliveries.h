// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <chrono>
#include <string_view>
#include <unordered_map>

namespace everbounce::bench {

using Nanoseconds = std::chrono::nanoseconds;

/// Which viewer of a crowd got what, and when. Pure.
///
/// A node sends the same text to all viewers: those with equal texts got one broadcast. Its `now`, or its
/// tick, says when it was published, by the node's clock. The offset of that clock is taken from the
/// broadcast that arrived soonest after its publication, which is assumed to have taken no time.
class Deliveries
{
public:
    void add(std::string_view text, Nanoseconds at);

    /// Each time in milliseconds, of the broadcasts that all of so many viewers got.
    struct Times
    {
        QList<double> untilLast; ///< from publication until the last viewer had it
        QList<double> spread;    ///< from the first viewer until the last
        qint64 missed = 0;       ///< broadcasts that a viewer did not get, summed up over the viewers
    };

    /// What was on its way when the recording began or ended is left out.
    Times times(int viewers, Nanoseconds tick) const;

    /// Whether a text is the flight, rather than news of the cluster.
    static bool isFlight(std::string_view text);

private:
    struct Broadcast
    {
        double tick = 0; ///< of its publication
        Nanoseconds first{0};
        Nanoseconds last{0};
        int viewers = 0;
    };

    std::unordered_map<std::size_t, Broadcast> m_broadcasts; ///< by the text's hash
};

} // namespace everbounce::bench
