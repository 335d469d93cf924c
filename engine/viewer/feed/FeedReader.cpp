// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/feed/FeedReader.h"

#include "engine/node/view/ColorNumbers.h"
#include "engine/viewer/feed/FeedText.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace everbounce {
namespace {

using Kind = EventFacts::Kind;

constexpr qsizetype mostNodes = 512;
constexpr double lateTicks = 3; ///< behind what is expected: another flight begins, or a clock was off

QString textIn(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member)).toString();
}

quint64 countIn(const QJsonObject &object, const char *member)
{
    return quint64(std::max<qint64>(0, object.value(QLatin1String(member)).toInteger()));
}

Kind eventKindOf(const QString &name)
{
    static const QHash<QString, Kind> kinds{
        {QStringLiteral("joined"), Kind::Joined},     {QStringLiteral("left"), Kind::Left},
        {QStringLiteral("silent"), Kind::Silent},     {QStringLiteral("heard"), Kind::Heard},
        {QStringLiteral("lease"), Kind::Lease},       {QStringLiteral("engine-lost"), Kind::EngineLost},
        {QStringLiteral("restored"), Kind::Restored}, {QStringLiteral("behavior"), Kind::Behavior},
        {QStringLiteral("fault"), Kind::Fault}};
    return kinds.value(name, Kind::Other);
}

NodeInfo listedNode(const QJsonObject &node)
{
    const bool silent = textIn(node, "state") == QLatin1String("suspect");
    return {.id = nodeIdFromString(textIn(node, "id")),
            .name = textIn(node, "name"),
            .version = textIn(node, "version"),
            .url = QUrl(textIn(node, "url")),
            .state = silent ? NodeInfo::State::Suspect : NodeInfo::State::Alive};
}

} // namespace

QString FeedReader::read(const QByteArray &bytes, Nanoseconds now)
{
    const QJsonObject message = QJsonDocument::fromJson(bytes).object();
    const QString type = textIn(message, "type");
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
        m_cluster.chaos.summary = textIn(message, "summary");
        m_cluster.chaos.news = textIn(message, "news");
    }
    return type;
}

void FeedReader::readHello(const QJsonObject &message)
{
    m_greeted = true;
    m_cluster.self = nodeIdFromString(textIn(message, "node"));
    const double tickMs = message.value(QLatin1String("tick_ms")).toDouble(30);
    m_clock.tickLength = Nanoseconds(qint64(std::clamp(tickMs, 1.0, 10'000.0) * 1e6));
    m_track = Track();
    m_runs = false;
}

void FeedReader::readCluster(const QJsonObject &message)
{
    m_cluster.nodes.clear();
    for (const QJsonValue &node : message.value(QLatin1String("nodes")).toArray()) {
        if (m_cluster.nodes.size() < mostNodes)
            m_cluster.nodes << listedNode(node.toObject());
    }
    m_cluster.lease = {countIn(message, "term"), nodeIdFromString(textIn(message, "holder"))};
    m_cluster.revision = countIn(message, "revision");
    m_cluster.behavior = textIn(message, "behavior");
    m_cluster.onTrial = message.value(QLatin1String("on_trial")).toBool();
    m_cluster.colors.clear();
    const QJsonObject colors = message.value(QLatin1String("colors")).toObject();
    for (auto color = colors.begin(); color != colors.end(); ++color)
        m_cluster.colors.append({color.key(), std::clamp(color.value().toInt(), 0, colorNumbers - 1)});
}

void FeedReader::readTrack(const QJsonObject &message, Nanoseconds now)
{
    std::vector<Segment> segments;
    for (const QJsonValue &segment : message.value(QLatin1String("segments")).toArray())
        segments.push_back(segmentOf(segment.toArray()));
    const Tick end = Tick(message.value(QLatin1String("end")).toInteger());
    if (segments.empty()) {
        m_track = Track(m_track.segments(), end);
    } else {
        if (!m_track.empty()) // the last segment that is known lasts until the next one begins
            m_track.prolong(std::max(m_track.end(), segments.front().tick));
        m_track.merge(Track(std::move(segments), end));
    }
    setClock(message.value(QLatin1String("now")).toDouble(), now);
    constexpr double trail = 40;
    m_track.forgetBefore(Tick(std::max(m_clock.tickAt(now) - trail, 0.0)));
}

/// A message can only come late, so what is told is at most the time that it is.
void FeedReader::setClock(double tick, Nanoseconds now)
{
    const double expected = m_clock.tickAt(now);
    if (m_runs && tick < expected && expected - tick < lateTicks)
        return;
    m_runs = true;
    m_clock.anchor = now;
    m_clock.anchorTick = tick;
}

std::optional<Nanoseconds> FeedReader::flightEnd() const
{
    if (m_track.empty())
        return std::nullopt;
    return m_clock.instantOf(double(m_track.end()));
}

void FeedReader::readEvent(const QJsonObject &message, Nanoseconds now)
{
    m_event = {.id = countIn(message, "id"),
               .at = message.value(QLatin1String("at")).toInteger(),
               .text = textIn(message, "text"),
               .node = textIn(message, "node")};
    m_event.facts = {.kind = eventKindOf(textIn(message, "kind")),
                     .node = nodeIdFromString(textIn(message, "about")),
                     .term = countIn(message, "term"),
                     .seconds = message.value(QLatin1String("seconds")).toDouble(),
                     .fault = textIn(message, "fault")};
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

} // namespace everbounce
