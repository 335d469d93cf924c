// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/FailoverRoutes.h"

#include "web/api/Api.h"
#include "web/api/Json.h"

#include <cmath>

namespace everbounce {
namespace {

/// Terms that are asked for at one time. Each question goes to all nodes.
constexpr qsizetype mostOpen = 8;

/// To a hundredth of a millisecond: clocks of two machines agree to less.
QByteArray ms(double value)
{
    return json::number(std::round(value * 100) / 100);
}

QByteArray ms(const std::optional<double> &value)
{
    return value ? ms(*value) : QByteArrayLiteral("null");
}

QList<json::Member> membersOf(const FailoverSummary &summary)
{
    return {{"term", json::integer(summary.term)},
            {"from", summary.from.isEmpty() ? QByteArray("null") : json::string(summary.from)},
            {"to", json::string(summary.to)},
            {"tick", json::number(std::round(summary.tick * 1000) / 1000)},
            {"seconds_ago", json::number(std::round(summary.secondsAgo * 10) / 10)}};
}

QByteArray objectOf(const FailoverLane &lane)
{
    return json::object({{"id", nodeIdValue(lane.id)},
                         {"name", json::string(lane.name)},
                         {"told", json::boolean(lane.told)},
                         {"ended_ms", ms(lane.ended)}});
}

QByteArray objectOf(const FailoverMark &mark)
{
    return json::object({{"ms", ms(mark.ms)},
                         {"node", nodeIdValue(mark.node)},
                         {"kind", json::string(mark.kind)},
                         {"text", json::string(mark.text)}});
}

QByteArray objectOf(const FailoverMessage &message)
{
    return json::object({{"type", json::string(message.type)},
                         {"from", nodeIdValue(message.from)},
                         {"to", nodeIdValue(message.to)},
                         {"sent_ms", ms(message.sent)},
                         {"received_ms", ms(message.received)},
                         {"text", json::string(message.text)}});
}

template<typename Value>
QByteArray arrayOf(const QList<Value> &values)
{
    QList<QByteArray> objects;
    for (const Value &value : values)
        objects.append(objectOf(value));
    return json::array(objects);
}

HttpResponse document(const QByteArray &json)
{
    return {200, "application/json", json, {}};
}

} // namespace

QByteArray failoversDocument(const QList<FailoverSummary> &list)
{
    QList<QByteArray> objects;
    for (const FailoverSummary &summary : list)
        objects.append(json::object(membersOf(summary)));
    return json::array(objects);
}

QByteArray failoverDocument(const FailoverView &view)
{
    return json::object(membersOf(view.summary) +
                        QList<json::Member>{{"cause", json::string(view.cause)},
                                            {"held_ms", ms(view.held)},
                                            {"track_ms", ms(view.track)},
                                            {"shown_ms", ms(view.shown)},
                                            {"ahead_ms", ms(view.ahead)},
                                            {"lanes", arrayOf(view.lanes)},
                                            {"marks", arrayOf(view.marks)},
                                            {"messages", arrayOf(view.messages)},
                                            {"missing", json::strings(view.missing)}});
}

FailoverRoutes::FailoverRoutes(std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_open(patience, this)
{
}

void FailoverRoutes::addTo(Router &router)
{
    router.addLate("GET", QStringLiteral("/api/v1/failovers"),
                   [this](const HttpRequest &, const Reply &reply) { answer(0, reply); });
    router.addLate("GET", QStringLiteral("/api/v1/failovers/{term}"),
                   [this](const HttpRequest &request, const Reply &reply) {
                       bool ok = false;
                       const quint64 term = request.path.section(QLatin1Char('/'), -1).toULongLong(&ok);
                       if (ok && term > 0)
                           return answer(term, reply);
                       reply(problem(400, QStringLiteral("A term is a whole number from 1 on.")));
                   });
}

/// Who asks while the nodes are being asked is told the same.
void FailoverRoutes::answer(quint64 term, const Reply &reply)
{
    const bool asking = m_open.contains(term);
    if (!asking && m_open.size() >= mostOpen)
        return reply(
            problem(503, QStringLiteral("Too many failovers are being asked for. Try again in a second.")));
    m_open.add(term, [reply](const std::optional<HttpResponse> &response) {
        reply(response ? *response : problem(504, QStringLiteral("The node did not answer in time.")));
    });
    if (asking)
        return;
    if (term == 0)
        Q_EMIT listWanted();
    else
        Q_EMIT wanted(term);
}

void FailoverRoutes::takeList(const QList<FailoverSummary> &list)
{
    m_open.conclude(0, document(failoversDocument(list)));
}

void FailoverRoutes::take(quint64 term, const std::optional<FailoverView> &view)
{
    m_open.conclude(term,
                    view ? document(failoverDocument(*view))
                         : problem(404, QStringLiteral("No living node knows how term %1 began.").arg(term)));
}

} // namespace everbounce
