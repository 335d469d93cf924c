// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QString>

#include <optional>

namespace everbounce {

/// Four things to do, one after the other. Each step waits until it was done, and tells what happened with
/// this run's own figures. Pure; names are those of nodes. The page's tour.js does the same
/// (tests/vectors/tour.json), except in the second step: whoever ends the node of a window ends the window.
class Tour
{
public:
    /// What the cluster is, as far as the tour needs it; `holder` is empty while nobody holds the lease.
    struct Cluster
    {
        QString holder;
        quint64 term = 0;
        int nodes = 0;
    };
    /// What to do, or what happened; empty when there is no tour.
    struct View
    {
        QString title;
        QString text;
        QString told;

        bool operator==(const View &) const = default;
    };

    void begin() { go(Step::Holder); }
    void next();
    void leave() { go(Step::None); }

    /// "holder", "handover", "engine" or "recorder"; empty for none.
    QString step() const;

    void setCluster(const Cluster &cluster);
    void addEvent(const EventView &event);
    /// For so many milliseconds this viewer drew no movement.
    void addStall(double ms);
    /// Somebody looks at the recorder, or has opened a change of holder.
    void look();

    View view() const;

private:
    enum class Step { Holder, Handover, Engine, Recorder, None };

    struct Held
    {
        QString name;
        quint64 term = 0;
    };

    /// How a step ended.
    struct Done
    {
        QString node;
        QString next;
        double gapMs = 0;
        quint64 term = 0; ///< as it was then: what follows changes no step that is done
    };

    void go(Step step);
    void finish(Done done);
    void setHolder(const Held &lease);
    void addLease(const Held &lease, double gapMs);
    QString title() const;
    QString text() const;
    QString told() const;

    Step m_step = Step::None;
    std::optional<Done> m_done;
    bool m_isTold = false;   ///< what happens now is another story
    double m_stallMs = 0;    ///< the longest since the step began
    bool m_isKilled = false; ///< somebody has asked for the holder's end
    bool m_isLost = false;   ///< the engine is
    Held m_lease;
    Held m_before; ///< the lease before that one
    int m_nodes = 0;
};

} // namespace everbounce
