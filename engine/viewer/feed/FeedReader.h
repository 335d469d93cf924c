// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/TickMapping.h"
#include "engine/node/view/NodeView.h"

#include <QJsonObject>

namespace everbounce {

/// What a node's live feed tells, in the form in which windows get it: the reverse of web/live. Members that
/// are missing or of another kind read as none. Pure.
class FeedReader
{
public:
    /// Takes a message; returns its type.
    QString read(const QByteArray &message, Nanoseconds now);

    bool greeted() const { return m_greeted; }

    /// When the flight ends that is known; nothing before a track is.
    std::optional<Nanoseconds> flightEnd() const;

    const ClusterView &cluster() const { return m_cluster; }
    const Box &box() const { return m_box; }

    /// Where the ball is; nothing before a track is known.
    std::optional<Position> ballAt(Nanoseconds now) const;
    /// The way that it has flown in the last so many ticks, oldest first.
    std::vector<Position> wayTo(Nanoseconds now, double ticks, int points) const;

    /// The event of the last message, if it was one.
    const EventView &event() const { return m_event; }

private:
    void readHello(const QJsonObject &message);
    void readCluster(const QJsonObject &message);
    void setClock(double tick, Nanoseconds now);
    void readTrack(const QJsonObject &message, Nanoseconds now);
    void readEvent(const QJsonObject &message, Nanoseconds now);

    bool m_greeted = false;
    ClusterView m_cluster;
    Box m_box;
    Track m_track;
    TickMapping m_clock;
    bool m_runs = false; ///< the clock, since a track told the time
    EventView m_event;
};

} // namespace everbounce
