// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/LiveMessages.h"

#include "engine/base/WallTime.h"
#include "web/api/Api.h"
#include "web/http/Http.h"
#include "web/scene/Scene.h"
#include "web/text/Json.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace everbounce {
namespace {

QByteArray type(const char *name)
{
    return '"' + QByteArray(name) + '"';
}

QByteArray boxObject(const Box &box)
{
    return json::object({{"width", json::number(box.width)},
                         {"height", json::number(box.height)},
                         {"radius", json::number(box.radius)}});
}

/// Seconds since 1970, UTC. The clocks are read once for all, so that a node's age never varies.
qint64 startedAt(const NodeInfo &node)
{
    return std::chrono::floor<std::chrono::seconds>(steadyWallTime(node.startedAt)).count();
}

/// Milliseconds since 1970, UTC, as startedAt() has it.
qint64 timeOfDay()
{
    return std::chrono::floor<std::chrono::milliseconds>(steadyWallTime(monotonicNow())).count();
}

QByteArray colorsObject(const ClusterView &cluster)
{
    QByteArrayList colors;
    for (const auto &[name, color] : cluster.colors)
        colors.append(json::string(name) + ':' + json::integer(color));
    return '{' + colors.join(',') + '}';
}

/// To a thousandth of a tick, that is 30 µs.
QByteArray tickNumber(double tick)
{
    return json::number(std::round(tick * 1000) / 1000);
}

QList<QByteArray> nodeUrls(const ClusterView &cluster)
{
    QList<QByteArray> urls;
    for (const NodeInfo &node : cluster.nodes) {
        if (node.id != cluster.self && !node.url.isEmpty())
            urls.append(json::string(node.url.toString()));
    }
    return urls;
}

/// Each with the slash that all its pages' addresses begin with.
QList<QByteArray> publicPages(const QList<QUrl> &publicUrls)
{
    QList<QByteArray> pages;
    for (QUrl url : publicUrls) {
        if (!url.path().endsWith(QLatin1Char('/')))
            url.setPath(url.path() + QLatin1Char('/'));
        pages.append(json::string(url.toString(QUrl::RemoveQuery | QUrl::RemoveFragment)));
    }
    return pages;
}

} // namespace

QByteArray segmentArray(const Segment &segment)
{
    QList<QByteArray> fields{json::integer(segment.tick), json::number(segment.x), json::number(segment.y),
                             json::number(segment.dx), json::number(segment.dy)};
    if (!segment.straight())
        fields << json::number(segment.ax) << json::number(segment.ay);
    return json::array(fields);
}

QByteArray helloMessage(const ClusterView &cluster, const FlightView &flight, const HelloAccess &access)
{
    const NodeInfo self = cluster.nodes.value(0);
    const double tickMs = double(flight.clock.tickLength.count()) / 1e6;
    return json::object({{"type", type("hello")},
                         {"node", nodeIdValue(cluster.self)},
                         {"name", json::string(self.name)},
                         {"version", json::string(self.version)},
                         {"box", boxObject(flight.box)},
                         {"tick_ms", json::number(tickMs)},
                         {"at", json::integer(timeOfDay())},
                         {"others", json::array(nodeUrls(cluster))},
                         {"may_command", json::boolean(access.mayCommand)},
                         {"takes_token", json::boolean(access.takesTokens)},
                         {"public_urls", json::array(publicPages(access.publicUrls))}});
}

QByteArray clusterMessage(const ClusterView &cluster)
{
    QList<QByteArray> nodes;
    for (const NodeInfo &node : cluster.nodes)
        nodes.append(
            nodeObject(node, cluster.lease.holder, {{"started_at", json::integer(startedAt(node))}}));
    return json::object({{"type", type("cluster")},
                         {"term", json::integer(cluster.lease.term)},
                         {"holder", nodeIdValue(cluster.lease.holder)},
                         {"revision", json::integer(cluster.revision)},
                         {"behavior", json::string(cluster.behavior)},
                         {"last_good", json::string(cluster.lastGood)},
                         {"on_trial", json::boolean(cluster.onTrial)},
                         {"nodes", json::array(nodes)},
                         {"colors", colorsObject(cluster)},
                         {"warnings", json::strings(cluster.warnings)},
                         {"coordination", json::string(cluster.coordination.summary)},
                         {"behaviors", behaviorsArray(cluster.behaviors)}});
}

QByteArray linksMessage(const QList<LinkInfo> &links)
{
    return json::object({{"type", type("links")}, {"links", linksArray(links)}});
}

QByteArray linkMessage(const LinkInfo &link)
{
    return linkObject(link, "link");
}

QByteArray viewersMessage(const ClusterView &cluster)
{
    QByteArrayList counts;
    for (const NodeInfo &node : cluster.nodes)
        counts.append(nodeIdValue(node.id) + ':' + json::integer(node.viewers));
    return json::object({{"type", type("viewers")},
                         {"online", json::integer(cluster.viewersOnline())},
                         {"nodes", '{' + counts.join(',') + '}'}});
}

QByteArray chaosMessage(const ChaosView &chaos)
{
    return chaosObject(chaos, "chaos");
}

QString typeOfMessage(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object().value(QLatin1String("type")).toString();
}

QByteArray tokensMessage(bool takes)
{
    return json::object({{"type", type("tokens")}, {"takes_token", json::boolean(takes)}});
}

QByteArray tickMessage(double now)
{
    return json::object({{"type", type("tick")}, {"now", tickNumber(now)}});
}

QByteArray sessionMessage(const QByteArray &id, const QString &role, const QString &who,
                          const QByteArray &pass)
{
    return json::object({{"type", type("session")},
                         {"id", id},
                         {"role", json::string(role)},
                         {"who", json::string(who)},
                         {"pass", json::string(QString::fromLatin1(pass))}});
}

QByteArray resultMessage(const QByteArray &id, const CommandResult &result)
{
    if (result.ok)
        return json::object({{"type", type("ack")},
                             {"id", id},
                             {"term", json::integer(result.term)},
                             {"revision", json::integer(result.revision)},
                             {"copies", json::integer(result.copies)}});
    return json::object({{"type", type("problem")},
                         {"id", id.isEmpty() ? QByteArray("null") : id},
                         {"status", json::integer(result.status)},
                         {"title", json::string(QString::fromLatin1(reasonPhrase(result.status)))},
                         {"detail", json::string(result.problem)}});
}

QByteArray trackMessage(const TrackUpdate &update, double now)
{
    QList<QByteArray> segments;
    for (const Segment &segment : update.segments)
        segments.append(segmentArray(segment));
    return json::object({{"type", type("track")},
                         {"term", json::integer(update.lease.term)},
                         {"revision", json::integer(update.revision)},
                         {"now", tickNumber(now)},
                         {"end", json::integer(update.end)},
                         {"segments", json::array(segments)}});
}

QByteArray eventMessage(const EventView &event)
{
    return eventObject(event, "event");
}

QByteArray frameMessage(const Track &track, Tick tick)
{
    return json::object({{"type", type("frame")},
                         {"tick", json::integer(tick)},
                         {"transform", '"' + ballTransform(track.at(double(tick))) + '"'}});
}

} // namespace everbounce
