// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/FailoverRoutes.h"

#include "engine/base/MonotonicClock.h"
#include "engine/viewer/failover/FailoverDrawing.h"
#include "web/api/Api.h"
#include "web/text/Json.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace everbounce {
namespace {

/// The most terms that may be asked for at a time. Each question goes to all nodes.
constexpr qsizetype mostOpen = 8;
/// An answer may have up to a hundred kilobytes.
constexpr int mostPerSecond = 20;

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
            {"from", json::string(summary.from)},
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

QByteArray objectOf(const FailoverLine &line)
{
    return json::object({{"ms", ms(line.ms)}, {"text", json::string(line.text)}});
}

template<typename Value>
QByteArray arrayOf(const QList<Value> &values)
{
    QList<QByteArray> objects;
    for (const Value &value : values)
        objects.append(objectOf(value));
    return json::array(objects);
}

HttpResponse asJson(const QByteArray &json)
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
                        QList<json::Member>{{"headline", json::string(view.headline)},
                                            {"cause", json::string(view.cause)},
                                            {"held_ms", ms(view.held)},
                                            {"track_ms", ms(view.track)},
                                            {"shown_ms", ms(view.shown)},
                                            {"ahead_ms", ms(view.ahead)},
                                            {"lanes", arrayOf(view.lanes)},
                                            {"marks", arrayOf(view.marks)},
                                            {"messages", arrayOf(view.messages)},
                                            {"lines", arrayOf(view.lines)},
                                            {"missing", json::strings(view.missing)}});
}

FailoverRoutes::FailoverRoutes(std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_rate(mostPerSecond)
    , m_open(patience, this)
{
}

void FailoverRoutes::attach(NodeInterface *node)
{
    const auto queued = Qt::QueuedConnection;
    connect(this, &FailoverRoutes::listWanted, node, &NodeInterface::requestFailovers, queued);
    connect(this, &FailoverRoutes::wanted, node, &NodeInterface::requestFailover, queued);
    connect(node, &NodeInterface::failoversReady, this, &FailoverRoutes::takeList, queued);
    connect(node, &NodeInterface::failoverReady, this, &FailoverRoutes::take, queued);
}

void FailoverRoutes::addTo(Router &router)
{
    router.addLate(
        "GET", QStringLiteral("/api/v1/failovers"), [this](const HttpRequest &, const Reply &reply) {
            ask(0, [reply](const Told &told) {
                reply(told.list ? asJson(failoversDocument(*told.list)) : problem(told.status, told.problem));
            });
        });
    router.addLate("GET", QStringLiteral("/api/v1/failovers/{term}"),
                   [this](const HttpRequest &request, const Reply &reply) { answerOne(request, reply); });
}

void FailoverRoutes::answerOne(const HttpRequest &request, const Reply &reply)
{
    constexpr QLatin1String suffix(".svg");
    QString name = request.path.section(QLatin1Char('/'), -1);
    const bool asDrawing = name.endsWith(suffix);
    if (asDrawing)
        name.chop(suffix.size());
    bool ok = false;
    const quint64 term = name.toULongLong(&ok);
    if (!ok || term == 0)
        return reply(problem(400, QStringLiteral("A term is a whole number from 1 on.")));
    const bool dark = request.query.queryItemValue(QStringLiteral("theme")) == QLatin1String("dark");
    ask(term, [=](const Told &told) {
        if (!told.view)
            reply(problem(told.status, told.problem));
        else if (asDrawing)
            reply({200, "image/svg+xml", drawFailover(*told.view, dark), {}});
        else
            reply(asJson(failoverDocument(*told.view)));
    });
}

void FailoverRoutes::askForViewer(const QString &question,
                                  const std::function<void(const QByteArray &)> &answer)
{
    const QJsonObject asked = QJsonDocument::fromJson(question.toUtf8()).object();
    const qint64 term = asked.value(QLatin1String("term")).toInteger(0);
    const bool dark = asked.value(QLatin1String("theme")).toString() == QLatin1String("dark");
    if (term <= 0)
        return;
    ask(quint64(term), [=](const Told &told) {
        const QByteArray null("null");
        answer(json::object(
            {{"type", "\"failover\""},
             {"term", json::integer(term)},
             {"story", told.view ? failoverDocument(*told.view) : null},
             {"drawing", told.view ? json::string(QString::fromUtf8(drawFailover(*told.view, dark))) : null},
             {"problem", told.view ? null : json::string(told.problem)}}));
    });
}

/// Clients that ask while the nodes are being asked get the same answer.
void FailoverRoutes::ask(quint64 term, const Use &use)
{
    const bool asking = m_open.contains(term);
    if (!m_rate.admits(monotonicNow()) || (!asking && m_open.size() >= mostOpen))
        return use(
            {{}, {}, 503, QStringLiteral("Too many failovers are being asked for. Try again in a second.")});
    m_open.add(term, [use](const std::optional<Told> &told) {
        use(told ? *told : Told{{}, {}, 504, QStringLiteral("The node did not answer in time.")});
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
    m_open.conclude(0, Told{list, {}, 200, {}});
}

void FailoverRoutes::take(quint64 term, const std::optional<FailoverView> &view)
{
    Told told{{}, view, 200, {}};
    if (!view) {
        told.status = 404;
        told.problem = QStringLiteral("No living node knows how term %1 began.").arg(term);
    }
    m_open.conclude(term, told);
}

} // namespace everbounce
