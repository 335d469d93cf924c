// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/Api.h"

#include "web/text/Json.h"

#include <algorithm>

namespace everbounce {
namespace {

QByteArray sourceValue(BehaviorSource source)
{
    switch (source) {
    case BehaviorSource::Builtin:
        return "\"builtin\"";
    case BehaviorSource::Plugin:
        return "\"plugin\"";
    case BehaviorSource::Script:
        return "\"script\"";
    case BehaviorSource::Missing:
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

QByteArray kindValue(EventFacts::Kind kind)
{
    switch (kind) {
    case EventFacts::Kind::Other:
        break;
    case EventFacts::Kind::Joined:
        return "\"joined\"";
    case EventFacts::Kind::Left:
        return "\"left\"";
    case EventFacts::Kind::Silent:
        return "\"silent\"";
    case EventFacts::Kind::Heard:
        return "\"heard\"";
    case EventFacts::Kind::Lease:
        return "\"lease\"";
    case EventFacts::Kind::EngineLost:
        return "\"engine-lost\"";
    case EventFacts::Kind::Restored:
        return "\"restored\"";
    case EventFacts::Kind::Behavior:
        return "\"behavior\"";
    case EventFacts::Kind::Fault:
        return "\"fault\"";
    }
    return "\"other\"";
}

QByteArray stateValue(NodeInfo::State state)
{
    return state == NodeInfo::State::Alive ? "\"alive\"" : "\"suspect\"";
}

QByteArray nodeNow(const NodeInfo &node, NodeId holder, Nanoseconds now)
{
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now - node.startedAt).count();
    return nodeObject(
        node, holder,
        {{"viewers", json::integer(node.viewers)}, {"uptime_s", json::integer(std::max<qint64>(uptime, 0))}});
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

QList<json::Member> chaosMembers(const ChaosView &chaos)
{
    return {{"on", json::boolean(chaos.on)},         {"survived", json::integer(chaos.survived)},
            {"judged", json::integer(chaos.judged)}, {"summary", json::string(chaos.summary)},
            {"news", json::string(chaos.news)},      {"misses", json::strings(chaos.misses)}};
}

QByteArray coordinationObject(const CoordinationView &coordination)
{
    QList<QByteArray> members;
    for (const CoordinationView::Member &member : coordination.members)
        members.append(json::object({{"name", json::string(member.name)},
                                     {"up", json::boolean(member.isUp)},
                                     {"leader", json::boolean(member.isLeader)}}));
    return json::object({{"kind", json::string(coordination.kind)},
                         {"state", json::string(coordination.state)},
                         {"why", json::string(coordination.why)},
                         {"summary", json::string(coordination.summary)},
                         {"members", json::array(members)}});
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
         {"nodes", json::array(nodes)},
         {"description", json::string(behavior.description)},
         {"made_to_fail", json::boolean(behavior.madeToFail)},
         {"from", behavior.from.isEmpty() ? QByteArray("null") : json::string(behavior.from)}});
}

} // namespace

QByteArray nodeIdValue(NodeId id)
{
    return id ? json::string(toString(id)) : QByteArrayLiteral("null");
}

QByteArray nodeObject(const NodeInfo &node, NodeId holder, const QList<json::Member> &more)
{
    return json::object(QList<json::Member>{{"id", nodeIdValue(node.id)},
                                            {"name", json::string(node.name)},
                                            {"version", json::string(node.version)},
                                            {"url", json::string(node.url.toString())},
                                            {"holder", json::boolean(node.id == holder)},
                                            {"state", stateValue(node.state)}} +
                        more);
}

QByteArray clusterDocument(const ClusterView &view, Nanoseconds now)
{
    QList<QByteArray> nodes;
    for (const NodeInfo &node : view.nodes)
        nodes.append(nodeNow(node, view.lease.holder, now));
    return json::object({{"self", nodeIdValue(view.self)},
                         {"cluster", json::string(view.clusterName)},
                         {"term", json::integer(view.lease.term)},
                         {"holder", nodeIdValue(view.lease.holder)},
                         {"revision", json::integer(view.revision)},
                         {"behavior", json::string(view.behavior)},
                         {"last_good", json::string(view.lastGood)},
                         {"on_trial", json::boolean(view.onTrial)},
                         {"viewers_online", json::integer(view.viewersOnline())},
                         {"warnings", json::strings(view.warnings)},
                         {"nodes", json::array(nodes)},
                         {"behaviors", behaviorsArray(view.behaviors)},
                         {"links", linksArray(view.links)},
                         {"chaos", chaosDocument(view.chaos, now)},
                         {"coordination", coordinationObject(view.coordination)}});
}

QByteArray linkObject(const LinkInfo &link, const char *type)
{
    QList<json::Member> members{{"a", nodeIdValue(link.a)},
                                {"b", nodeIdValue(link.b)},
                                {"round_trip_ms", json::number(link.roundTripMs)}};
    if (type)
        members.prepend({"type", '"' + QByteArray(type) + '"'});
    return json::object(members);
}

QByteArray linksArray(const QList<LinkInfo> &links)
{
    QList<QByteArray> objects;
    for (const LinkInfo &link : links)
        objects.append(linkObject(link));
    return json::array(objects);
}

QByteArray behaviorsArray(const QList<BehaviorInfo> &behaviors)
{
    QList<QByteArray> objects;
    for (const BehaviorInfo &behavior : behaviors)
        objects.append(behaviorObject(behavior));
    return json::array(objects);
}

QByteArray faultsDocument(const QList<FaultInfo> &offered)
{
    QList<QByteArray> objects;
    for (const FaultInfo &fault : offered)
        objects.append(faultObject(fault));
    return json::array(objects);
}

QByteArray chaosObject(const ChaosView &chaos, const char *type)
{
    QList<json::Member> members = chaosMembers(chaos);
    if (type)
        members.prepend({"type", '"' + QByteArray(type) + '"'});
    return json::object(members);
}

QByteArray chaosDocument(const ChaosView &chaos, Nanoseconds now)
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(chaos.until - now).count();
    QList<json::Member> members = chaosMembers(chaos);
    members.append({"seconds_left", json::integer(chaos.on ? std::max<qint64>(left, 0) : 0)});
    return json::object(members);
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
    const EventFacts &facts = event.facts;
    QList<json::Member> list{{"id", json::integer(event.id)},    {"at", json::integer(event.at)},
                             {"level", levelValue(event.level)}, {"text", json::string(event.text)},
                             {"node", json::string(event.node)}, {"kind", kindValue(facts.kind)}};
    if (event.tick > 0)
        list.append({"tick", json::number(std::round(event.tick * 1000) / 1000)});
    if (facts.node)
        list.append({"about", nodeIdValue(facts.node)});
    if (facts.term > 0)
        list.append({"term", json::integer(facts.term)});
    if (!facts.fault.isEmpty())
        list.append({"fault", json::string(facts.fault)});
    if (facts.kind == EventFacts::Kind::Lease || facts.seconds > 0)
        list.append({"seconds", json::number(std::round(facts.seconds * 1e4) / 1e4)});
    const QByteArray members = json::object(list);
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

QByteArray historyDocument(const QList<EventView> &events, Nanoseconds reach)
{
    const double seconds = std::round(std::chrono::duration<double>(reach).count() * 10) / 10;
    return json::object({{"seconds", json::number(seconds)}, {"events", eventsDocument(events, 0)}});
}

} // namespace everbounce
