// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace everbounce {

/// The time up to now, as it is drawn. All instants are milliseconds of one clock that goes on evenly.
struct RecordedSpan
{
    struct Band ///< one node held the lease
    {
        NodeId node;
        quint64 term = 0;
        double since = 0; ///< may lie before that time
        double from = 0;
        double to = 0;
    };
    struct Gap ///< nobody held it
    {
        double from = 0;
        double to = 0;

        double length() const { return to - from; }
    };
    struct Injected
    {
        double at = 0;
        double to = 0;
        QString fault;
        NodeId node;
    };
    struct EngineMark
    {
        double at = 0;
        bool lost = false; ///< else: it flies on
        NodeId node;
    };
    struct Stall ///< the longest within the time of one bar
    {
        double at = 0; ///< the bar's begin
        double ms = 0;
    };
    static constexpr int bars = 60;

    double from = 0;
    double to = 0;
    std::vector<Band> bands;
    std::vector<Gap> gaps;
    std::vector<Injected> faults;
    std::vector<EngineMark> engine;
    std::vector<Stall> stalls;

    double length() const { return to - from; }
    /// The time of one bar of the stalls.
    double barLength() const { return length() / bars; }
    int faultsInjected() const;
    /// The bands of those who took the lease from another node meanwhile, the newest last.
    std::vector<Band> changesOfHands() const;
    double longestGap() const;   ///< milliseconds
    double longestStall() const; ///< milliseconds
};

/// Keeps what happened in the last hour: who held the lease, what was broken, what was lost, and what this
/// viewer drew. Pure; instants are milliseconds of the viewer's clock, those of events (`at`) too.
class FlightRecorder
{
public:
    static constexpr double minute = 60'000;
    static constexpr double hour = 60 * minute;
    static constexpr std::array<double, 3> lengths{minute, 10 * minute, hour}; ///< that can be looked at
    static constexpr std::size_t most = 1000;  ///< of each kind; of more the oldest are forgotten
    static constexpr double visibleStall = 50; ///< milliseconds: a person may see longer ones

    /// The cluster as seen at `now`. The event of a lease says the same more exactly, perhaps later.
    void setView(const ClusterView &view, double now);

    void add(const EventView &event);

    /// These are all known events.
    void replace(const QList<EventView> &events);

    /// For this many milliseconds, up to `now`, this viewer drew no movement though the flight moved. 0 says
    /// that it watched, and nothing stalled.
    void addStall(double ms, double now);

    /// For how many milliseconds this viewer drew no movement when a term began: from when nobody held the
    /// lease to a second after it was taken. None if it drew nothing then.
    std::optional<double> stallAround(quint64 term) const;

    /// What happened before is not known.
    void setKnownSince(double instant) { m_knownSince = instant; }

    /// The time of this length, an hour at most, up to `now`.
    RecordedSpan last(double length, double now);

    /// The name of a node that is there, or that appears in the last hour.
    QString nameOf(NodeId node) const;

    /// The colour number of a node of that name, from the cluster.
    int colorOf(const QString &name) const { return everbounce::colorOf(name, m_colors); }

private:
    struct Held
    {
        Lease lease;
        double from = 0;
        double vacantMs = 0; ///< for this long nobody had held it before
    };

    void note(const Held &held);
    bool isMentioned(NodeId node) const;
    void forgetBefore(double from);
    std::vector<RecordedSpan::Band> bands(double from, double to) const;
    std::vector<RecordedSpan::Gap> gaps(double from, double to) const;
    std::vector<RecordedSpan::Stall> stalls(double from, double bar) const;

    std::vector<Held> m_held; ///< by their instants
    double m_knownSince = 0;
    std::optional<double> m_vacantSince;
    Lease m_seen; ///< in the view
    std::vector<RecordedSpan::Injected> m_faults;
    std::vector<RecordedSpan::EngineMark> m_engine;
    std::map<qint64, double> m_stalls; ///< by second
    std::set<NodeId> m_present;        ///< in the view
    std::map<NodeId, QString> m_names;
    NodeColorList m_colors;
};

} // namespace everbounce
