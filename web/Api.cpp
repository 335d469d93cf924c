// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/Api.h"

#include "engine/node/Fault.h"
#include "web/Json.h"

#include <algorithm>

namespace everbounce {
namespace {

QByteArray sourceValue(BehaviorInfo::Source source)
{
    switch (source) {
    case BehaviorInfo::Source::Builtin:
        return "\"builtin\"";
    case BehaviorInfo::Source::Plugin:
        return "\"plugin\"";
    case BehaviorInfo::Source::Script:
        return "\"script\"";
    case BehaviorInfo::Source::Missing:
        return "\"missing\"";
    }
    Q_UNREACHABLE();
}

QByteArray levelValue(EventView::Level level)
{
    switch (level) {
    case EventView::Level::Info:
        return "\"info\"";
    case EventView::Level::Warning:
        return "\"warning\"";
    case EventView::Level::Error:
        return "\"error\"";
    }
    Q_UNREACHABLE();
}

QByteArray nodeObject(const NodeInfo &node, NodeId holder, Nanoseconds now)
{
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now - node.startedAt).count();
    return json::object({{"id", nodeIdValue(node.id)},
                         {"name", json::string(node.name)},
                         {"version", json::string(node.version)},
                         {"url", json::string(node.url.toString())},
                         {"holder", json::boolean(node.id == holder)},
                         {"state", stateValue(node.state)},
                         {"viewers", json::integer(node.viewers)},
                         {"uptime_s", json::integer(std::max<qint64>(uptime, 0))}});
}

QByteArray faultObject(const FaultInfo &fault)
{
    const auto text = [](const char *latin1) { return json::string(QString::fromLatin1(latin1)); };
    return json::object({{"fault", text(fault.name)},
                         {"title", text(fault.title)},
                         {"what", text(fault.what)},
                         {"see", text(fault.see)},
                         {"seconds", fault.seconds ? json::number(*fault.seconds) : QByteArray("null")},
                         {"dangerous", json::boolean(fault.dangerous)}});
}

QByteArray behaviorObject(const BehaviorInfo &behavior)
{
    QList<QByteArray> nodes;
    for (const QString &node : behavior.nodes)
        nodes.append(json::string(node));
    return json::object(
        {{"name", json::string(behavior.name)},
         {"source", sourceValue(behavior.source)},
         {"new", json::boolean(behavior.isNew)},
         {"quarantined", json::boolean(behavior.quarantined)},
         {"problem", behavior.problem.isEmpty() ? QByteArray("null") : json::string(behavior.problem)},
         {"nodes", json::array(nodes)}});
}

} // namespace

QByteArray nodeIdValue(NodeId id)
{
    return id ? json::string(toString(id)) : QByteArrayLiteral("null");
}

QByteArray stateValue(NodeInfo::State state)
{
    return state == NodeInfo::State::Alive ? "\"alive\"" : "\"suspect\"";
}

QByteArray clusterDocument(const ClusterView &view, Nanoseconds now)
{
    QList<QByteArray> nodes;
    for (const NodeInfo &node : view.nodes)
        nodes.append(nodeObject(node, view.lease.holder, now));
    return json::object({{"self", nodeIdValue(view.self)},
                         {"cluster", json::string(view.clusterName)},
                         {"term", json::integer(view.lease.term)},
                         {"holder", nodeIdValue(view.lease.holder)},
                         {"revision", json::integer(view.revision)},
                         {"behavior", json::string(view.behavior)},
                         {"last_good", json::string(view.lastGood)},
                         {"on_trial", json::boolean(view.onTrial)},
                         {"viewers_online", json::integer(view.viewersOnline())},
                         {"nodes", json::array(nodes)},
                         {"behaviors", behaviorsArray(view.behaviors)}});
}

QByteArray behaviorsArray(const QList<BehaviorInfo> &behaviors)
{
    QList<QByteArray> objects;
    for (const BehaviorInfo &behavior : behaviors)
        objects.append(behaviorObject(behavior));
    return json::array(objects);
}

QByteArray faultsDocument()
{
    QList<QByteArray> objects;
    for (const FaultInfo &fault : allFaults())
        objects.append(faultObject(fault));
    return json::array(objects);
}

QByteArray ballDocument(const FlightView &flight, Nanoseconds now)
{
    const double shown =
        std::clamp(flight.clock.tickAt(now), double(flight.track.begin()), double(flight.track.end()));
    const auto tick = static_cast<Tick>(shown);
    const Position position = flight.track.at(double(tick));
    const Position speed = flight.track.segmentAt(double(tick)).speedAt(double(tick));
    return json::object({{"tick", json::integer(tick)},
                         {"x", json::number(position.x)},
                         {"y", json::number(position.y)},
                         {"dx", json::number(speed.x)},
                         {"dy", json::number(speed.y)},
                         {"behavior", json::string(flight.behavior)},
                         {"term", json::integer(flight.lease.term)},
                         {"revision", json::integer(flight.revision)},
                         {"holder", nodeIdValue(flight.lease.holder)}});
}

QByteArray eventObject(const EventView &event, const char *type)
{
    const QByteArray members = json::object({{"id", json::integer(event.id)},
                                             {"at", json::integer(event.at)},
                                             {"level", levelValue(event.level)},
                                             {"text", json::string(event.text)},
                                             {"node", json::string(event.node)}});
    return type ? QByteArrayLiteral("{\"type\":\"") + type + "\"," + members.sliced(1) : members;
}

QByteArray eventsDocument(const QList<EventView> &events, quint64 since)
{
    QList<QByteArray> objects;
    for (const EventView &event : events) {
        if (event.id > since)
            objects.append(eventObject(event));
    }
    return json::array(objects);
}

} // namespace everbounce
