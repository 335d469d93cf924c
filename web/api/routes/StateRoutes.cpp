// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/routes/StateRoutes.h"
#include "engine/base/MonotonicClock.h"

#include "web/api/Api.h"
#include "web/scene/Scene.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

HttpResponse plain(const QByteArray &text)
{
    return {200, "text/plain; charset=utf-8", text, {}};
}

/// Pages of other nodes may ask as well, when they look for a living node.
HttpResponse healthy()
{
    HttpResponse answer = plain("ok\n");
    answer.headers.append(qMakePair(QByteArray("Cross-Origin-Resource-Policy"), QByteArray("cross-origin")));
    return answer;
}

HttpResponse answer(const QByteArray &document)
{
    return {200, "application/json", document, {}};
}

QByteArray description()
{
    QFile file(QStringLiteral(":/everbounce/openapi.json"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // it is part of the program
    return opened ? file.readAll() : QByteArray();
}

/// Commands go to the holder over a link, and its clock comes by one. Where nodes know of it by other ways,
/// it may be silent for a while: nobody misses it as long as others are there and the flight is known.
bool isServed(const NodeMirror &node)
{
    const ClusterView &cluster = node.cluster;
    const bool reachesHolder = std::ranges::any_of(
        cluster.nodes, [&cluster](const NodeInfo &each) { return each.id == cluster.lease.holder; });
    return reachesHolder || (cluster.nodes.size() > 1 && !node.flight.track.empty());
}

HttpResponse ready(const NodeMirror &node)
{
    const QString &why = node.cluster.coordination.why;
    if (!node.cluster.lease)
        return problem(503, why.isEmpty() ? QStringLiteral("No holder is known yet.") : why);
    return isServed(node)
               ? plain("ready\n")
               : problem(503, QStringLiteral("There is no link to the node that holds the lease."));
}

HttpResponse ball(const NodeMirror &node)
{
    if (node.flight.track.empty())
        return problem(503, QStringLiteral("The flight is not known yet."));
    return answer(ballDocument(node.flight, monotonicNow()));
}

HttpResponse events(const NodeMirror &node, const HttpRequest &request)
{
    const QString since = request.query.queryItemValue(QStringLiteral("since"));
    bool ok = true;
    const quint64 after = since.isEmpty() ? 0 : since.toULongLong(&ok);
    if (!ok)
        return problem(400, QStringLiteral("since takes the id of an event, a whole number."));
    return answer(eventsDocument(node.events.all(), after));
}

HttpResponse history(NodeMirror &node)
{
    const Nanoseconds now = monotonicNow();
    return answer(historyDocument(node.history.events(now), now - node.history.knownSince(now)));
}

} // namespace

Position NodeMirror::ballPosition() const
{
    if (flight.track.empty())
        return {BallState{}.x, BallState{}.y};
    return flight.track.at(std::floor(flight.clock.tickAt(monotonicNow())));
}

void addStateRoutes(Router &router, NodeMirror &node)
{
    const auto get = [&](const char *path, Router::Handler handler) {
        router.add("GET", QString::fromLatin1(path), std::move(handler));
    };
    get("/scene.svg", [&node](const HttpRequest &) {
        return HttpResponse{200, "image/svg+xml", sceneWithBallAt(node.ballPosition()), {}};
    });
    get("/healthz", [](const HttpRequest &) { return healthy(); });
    get("/readyz", [&node](const HttpRequest &) { return ready(node); });
    get("/api/v1/openapi.json", [](const HttpRequest &) { return answer(description()); });
    get("/api/v1/cluster", [&node](const HttpRequest &request) {
        return answer(clusterDocument(node.clusterSeenUnder(request.host), monotonicNow()));
    });
    get("/api/v1/ball", [&node](const HttpRequest &) { return ball(node); });
    get("/api/v1/events", [&node](const HttpRequest &request) { return events(node, request); });
    get("/api/v1/history", [&node](const HttpRequest &) { return history(node); });
    get("/api/v1/chaos",
        [&node](const HttpRequest &) { return answer(chaosDocument(node.cluster.chaos, monotonicNow())); });
}

} // namespace everbounce
