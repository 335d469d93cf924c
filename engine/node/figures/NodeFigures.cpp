// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/figures/NodeFigures.h"

namespace everbounce {
namespace {

using Type = Metric::Type;

double seconds(Nanoseconds length)
{
    return std::chrono::duration<double>(length).count();
}

/// A figure that a node has once.
struct Figure
{
    const char *name;
    const char *help;
    Type type;
    double (*value)(const NodeFacts &);
};

using Given = const NodeFacts &;

constexpr std::array figures{
    Figure{"term", "Term of the lease that this node follows.", Type::Gauge,
           [](Given facts) { return double(facts.ball.lease.term); }},
    Figure{"holder", "1 where this node runs the engine.", Type::Gauge,
           [](Given facts) { return double(facts.ball.isHolder); }},
    Figure{"lease_seconds", "How long a lease of this node's own is good without renewal.", Type::Gauge,
           [](Given facts) { return seconds(facts.ball.leaseLength); }},
    Figure{"revision", "Commands carried out since the ball was born.", Type::Gauge,
           [](Given facts) { return double(facts.ball.revision); }},
    Figure{"tick", "Tick of the flight.", Type::Gauge, [](Given facts) { return facts.ball.tick; }},
    Figure{"track_end_tick", "Tick up to which the flight is known.", Type::Gauge,
           [](Given facts) { return double(facts.ball.trackEnd); }},
    Figure{"peers", "Nodes that this one has a link with.", Type::Gauge,
           [](Given facts) { return double(facts.peers); }},
    Figure{"viewers", "Viewers of this node.", Type::Gauge,
           [](Given facts) { return double(facts.viewers); }},
    Figure{"viewers_online", "Viewers of the whole cluster.", Type::Gauge,
           [](Given facts) { return double(facts.viewersOnline); }},
    Figure{"uptime_seconds", "Since this node started.", Type::Gauge,
           [](Given facts) { return seconds(facts.uptime); }},
    Figure{"lease_changes_total", "Changes of the holder that this node saw.", Type::Counter,
           [](Given facts) { return double(facts.ball.counts.leaseChanges); }},
    Figure{"vacant_seconds_total", "Time without a known holder, since the first one.", Type::Counter,
           [](Given facts) { return seconds(facts.ball.counts.vacant); }},
    Figure{"engine_restarts_total", "Engines that crashed or hung here.", Type::Counter,
           [](Given facts) { return double(facts.ball.counts.engineRestarts); }},
    Figure{"publications_total", "Pieces of the flight published here.", Type::Counter,
           [](Given facts) { return double(facts.ball.counts.publications); }},
    Figure{"commands_done_total", "Commands accepted here and carried out.", Type::Counter,
           [](Given facts) { return double(facts.commands.done); }},
    Figure{"commands_refused_total", "Commands accepted here and refused.", Type::Counter,
           [](Given facts) { return double(facts.commands.refused); }},
    Figure{"commands_merged_total", "Acknowledged commands that the flight lacked, carried out here.",
           Type::Counter, [](Given facts) { return double(facts.ball.counts.commandsMerged); }},
    Figure{"relayed_total", "Messages relayed between nodes that have no working link with each other.",
           Type::Counter, [](Given facts) { return double(facts.counters.relayed); }},
    Figure{"events_total", "Events heard.", Type::Counter, [](Given facts) { return double(facts.events); }},
};

QList<Metric> linkFigures(const QList<RoundTrip> &roundTrips)
{
    QList<Metric> list;
    for (const RoundTrip &roundTrip : roundTrips)
        list << Metric{"link_round_trip_seconds",
                       "Round trip of the last answered ping.",
                       Type::Gauge,
                       {{"peer", roundTrip.name}, {"id", toString(roundTrip.peer)}},
                       seconds(roundTrip.length)};
    return list;
}

QList<Metric> trafficFigures(const SentCounts &sent)
{
    QList<Metric> list;
    const auto add = [&](const char *name, const char *help, const QString &type, quint64 value) {
        list << Metric{name, help, Type::Counter, {{"type", type}}, double(value)};
    };
    for (auto count = sent.begin(); count != sent.end(); ++count) {
        add("link_messages_sent_total", "Messages to other nodes.", count.key(), count->messages);
        add("link_bytes_sent_total", "Bytes of those messages, before they are framed and encrypted.",
            count.key(), count->bytes);
    }
    return list;
}

QList<Metric> refusalFigures(const Refusals &refusals)
{
    QList<Metric> list;
    for (const RefusalName &refused : refusalNames)
        list << Metric{"refused_total",
                       "Values from peers that this node did not believe, by reason.",
                       Type::Counter,
                       {{"reason", QString::fromLatin1(refused.name)}},
                       double(refusals.count(refused.refusal))};
    return list;
}

QList<Metric> dropFigures(const ClusterCounters &counters)
{
    QList<Metric> list;
    for (const CounterName &dropped : counterNames)
        list << Metric{"dropped_total",
                       "Messages and connections that were dropped, by reason.",
                       Type::Counter,
                       {{"reason", QString::fromLatin1(dropped.name)}},
                       double(counters.*dropped.member)};
    return list;
}

} // namespace

QList<Metric> figuresOf(const NodeFacts &facts)
{
    QList<Metric> list;
    for (const Figure &figure : figures)
        list << Metric{figure.name, figure.help, figure.type, {}, figure.value(facts)};
    return list << linkFigures(facts.roundTrips) << trafficFigures(facts.sent)
                << refusalFigures(facts.refusals) << dropFigures(facts.counters);
}

} // namespace everbounce
