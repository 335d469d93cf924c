// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/LookAhead.h"
#include "engine/base/MonotonicClock.h"
#include "engine/node/status/ViewerCounts.h"
#include "engine/node/view/NodeInterface.h"
#include "tests/fakes/FakeScripts.h"

#include <QTimer>

#include <memory>

namespace everbounce {

/// A node without a cluster: flies a real flight, and shows whatever cluster it is told to, including what a
/// real one rarely does. Fakes with the same epoch fly the same flight, in step.
class FakeNode final : public NodeInterface
{
    Q_OBJECT
public:
    /// Of every node it shows, whatever the version of this build.
    static constexpr char version[] = "0.1.0";

    struct Options
    {
        NodeId id{1};
        QString name = QStringLiteral("fake");
        QUrl url;
        Nanoseconds epoch = monotonicNow(); ///< the instant of tick 0
        Nanoseconds tickLength = std::chrono::milliseconds(30);
        Tick horizon = 100;
        Tick ahead = 166; ///< so far it flies at a time, whenever the track is down to the horizon
    };

    FakeNode()
        : FakeNode(Options())
    {
    }
    explicit FakeNode(const Options &options, QObject *parent = nullptr);

    ScriptsInterface *scripts() override { return &m_scripts; }

    /// The first views; from now on the flight goes on by itself.
    void start();

    /// Shows this cluster.
    void publish(const ClusterView &cluster);

    /// Begins to fly anew, by this clock; goes on by itself.
    void fly(const TickMapping &clock);

    /// The flight that nobody has nudged, at one tick.
    static Position flightAt(double tick);

    const ClusterView &cluster() const { return m_cluster; }
    const FlightView &flight() const { return m_flight; }
    int viewers() const { return m_cluster.nodes.first().viewers; }

    /// Another node appears, or one is gone.
    void addNode(NodeId id, const QString &name, const QUrl &url);
    void removeNode(NodeId id);
    void setState(NodeId id, NodeInfo::State state);

    /// Another node holds the lease under the next term; none with an id of 0.
    void setHolder(NodeId id);

    /// A command: another direction from the next tick on, and a new revision.
    void nudge(double dx, double dy);

    /// Extends the flight no further: the ball stands at the end of its track until the next command.
    void stand() { m_extend.stop(); }

    /// Extends the flight at once instead of waiting.
    void extendNow();

    void emitEvent(EventView::Level level, const QString &text, const EventFacts &facts = {});

    /// Its list of events is taken over from another node.
    void replaceEvents(const QList<EventView> &events) { Q_EMIT eventsReplaced(events); }

    /// An event for programs that draw it, this many milliseconds ago, reported by a node of that name.
    void emitEvent(const EventFacts &facts, qint64 agoMs, const QString &name);

    /// What was asked of it, oldest first.
    const QList<Command> &commands() const { return m_commands; }

    /// Every command is refused with this from now on; none is with a status of 200.
    void refuseWith(const CommandResult &result) { m_refusal = result; }

    /// Commands are carried out but never answered from now on, as by a node that dies at the wrong moment.
    void setAnswering(bool answers) { m_answers = answers; }

    /// An event as another node of the cluster numbered it.
    void tell(const EventView &event);

Q_SIGNALS:
    /// Before it is carried out or refused.
    void asked(const QString &id, const everbounce::Command &command);

public Q_SLOTS:
    void setViewers(const QString &kind, int count) override;
    /// A nudge and a change of behaviour are carried out, unless that is in quarantine or not there; chaos
    /// goes on and off, and breaks nothing. Of faults it is only noted that they were asked for.
    void execute(const QString &id, const everbounce::Command &command) override;
    void requestFigures(quint64 request) override;
    void requestFailovers() override;
    /// A new key; whoever is removed is gone from the cluster, but the node itself is refused.
    void requestKeys(quint64 request) override;
    void rotateKey(quint64 request, const QString &without) override;
    void requestFailover(quint64 term) override;

private:
    CommandResult setBehavior(const Command &command);
    void setChaos(bool on);
    Tick tickNow() const;
    void publishFlight();
    FailoverView failover() const;

    Options m_options;
    FakeScripts m_scripts;
    std::unique_ptr<Behavior> m_behavior;
    LookAhead m_ahead;
    ClusterView m_cluster;
    FlightView m_flight;
    quint64 m_term = 1;
    quint64 m_lastEvent = 0;
    KeysView m_keys{{{QStringLiteral("00112233445566aa"), 0, 0, false}}, {}, {}, {}};
    QList<Command> m_commands;
    CommandResult m_refusal;
    bool m_answers = true;
    ViewerCounts m_viewers;
    QTimer m_extend{this};
};

} // namespace everbounce
