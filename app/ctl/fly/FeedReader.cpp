// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/fly/FeedReader.h"

#include "app/ctl/LiveText.h"
#include "app/ctl/Output.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace everbounce::ctl {
namespace {

using Kind = EventFacts::Kind;

constexpr qsizetype mostNodes = 512;

quint64 number(const QJsonObject &object, const char *member)
{
    return quint64(std::max<qint64>(0, object.value(QLatin1String(member)).toInteger()));
}

Kind kindOf(const QString &name)
{
    static const QHash<QString, Kind> kinds{
        {QStringLiteral("joined"), Kind::Joined},     {QStringLiteral("left"), Kind::Left},
        {QStringLiteral("silent"), Kind::Silent},     {QStringLiteral("heard"), Kind::Heard},
        {QStringLiteral("lease"), Kind::Lease},       {QStringLiteral("engine-lost"), Kind::EngineLost},
        {QStringLiteral("restored"), Kind::Restored}, {QStringLiteral("behavior"), Kind::Behavior},
        {QStringLiteral("fault"), Kind::Fault}};
    return kinds.value(name, Kind::Other);
}

NodeInfo nodeOf(const QJsonObject &node)
{
    const bool silent = text(node, "state") == QLatin1String("suspect");
    return {.id = nodeIdFromString(text(node, "id")),
            .name = text(node, "name"),
            .version = text(node, "version"),
            .state = silent ? NodeInfo::State::Suspect : NodeInfo::State::Alive};
}

} // namespace

QString FeedReader::read(const QByteArray &text_, Nanoseconds now)
{
    const QJsonObject message = QJsonDocument::fromJson(text_).object();
    const QString type = text(message, "type");
    if (type == QLatin1String("hello"))
        readHello(message);
    else if (type == QLatin1String("cluster"))
        readCluster(message);
    else if (type == QLatin1String("track"))
        readTrack(message, now);
    else if (type == QLatin1String("event"))
        readEvent(message, now);
    else if (type == QLatin1String("chaos")) {
        m_cluster.chaos.on = message.value(QLatin1String("on")).toBool();
        m_cluster.chaos.summary = text(message, "summary");
        m_cluster.chaos.news = text(message, "news");
    }
    return type;
}

void FeedReader::readHello(const QJsonObject &message)
{
    m_greeted = true;
    m_cluster.self = nodeIdFromString(text(message, "node"));
    const double tickMs = message.value(QLatin1String("tick_ms")).toDouble(30);
    m_clock.tickLength = Nanoseconds(qint64(std::clamp(tickMs, 1.0, 10'000.0) * 1e6));
    m_track = Track();
}

void FeedReader::readCluster(const QJsonObject &message)
{
    m_cluster.nodes.clear();
    for (const QJsonValue &node : message.value(QLatin1String("nodes")).toArray()) {
        if (m_cluster.nodes.size() < mostNodes)
            m_cluster.nodes << nodeOf(node.toObject());
    }
    m_cluster.lease = {number(message, "term"), nodeIdFromString(text(message, "holder"))};
    m_cluster.revision = number(message, "revision");
    m_cluster.behavior = text(message, "behavior");
    m_cluster.onTrial = message.value(QLatin1String("on_trial")).toBool();
    m_cluster.colors.clear();
    const QJsonObject colors = message.value(QLatin1String("colors")).toObject();
    for (auto color = colors.begin(); color != colors.end(); ++color)
        m_cluster.colors.append({color.key(), std::clamp(color.value().toInt(), 0, 7)});
}

void FeedReader::readTrack(const QJsonObject &message, Nanoseconds now)
{
    std::vector<Segment> segments;
    for (const QJsonValue &segment : message.value(QLatin1String("segments")).toArray())
        segments.push_back(segmentOf(segment.toArray()));
    const Tick end = Tick(message.value(QLatin1String("end")).toInteger());
    if (segments.empty())
        m_track = Track(m_track.segments(), end);
    else
        m_track.merge(Track(std::move(segments), end));
    m_clock.anchor = now;
    m_clock.anchorTick = message.value(QLatin1String("now")).toDouble();
    constexpr Tick trail = 40;
    m_track.forgetBefore(Tick(m_clock.anchorTick) - trail);
}

void FeedReader::readEvent(const QJsonObject &message, Nanoseconds now)
{
    m_event = {.id = number(message, "id"),
               .at = message.value(QLatin1String("at")).toInteger(),
               .text = text(message, "text"),
               .node = text(message, "node")};
    m_event.facts = {.kind = kindOf(text(message, "kind")),
                     .node = nodeIdFromString(text(message, "about")),
                     .term = number(message, "term"),
                     .seconds = message.value(QLatin1String("seconds")).toDouble(),
                     .fault = text(message, "fault")};
    m_event.instant = now; // what is told live has just happened
}

std::optional<Position> FeedReader::ballAt(Nanoseconds now) const
{
    if (m_track.empty())
        return std::nullopt;
    return m_track.at(m_clock.tickAt(now));
}

std::vector<Position> FeedReader::wayTo(Nanoseconds now, double ticks, int points) const
{
    std::vector<Position> way;
    if (m_track.empty())
        return way;
    const double end = m_clock.tickAt(now);
    const double begin = std::max(end - ticks, double(m_track.segments().front().tick));
    for (int i = 0; i < points; ++i)
        way.push_back(m_track.at(begin + (end - begin) * i / points));
    return way;
}

} // namespace everbounce::ctl
