// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/FeedRequest.h"

#include "web/access/CommandRights.h"
#include "web/access/addresses/ViewerUrls.h"

#include <QUrlQuery>

namespace everbounce {
namespace {

std::optional<FeedMode> feedMode(const QUrlQuery &query)
{
    const QString mode = query.queryItemValue(QStringLiteral("mode"));
    if (mode.isEmpty() || mode == QLatin1String("track"))
        return FeedMode::Track;
    if (mode == QLatin1String("frames"))
        return FeedMode::Frames;
    if (mode == QLatin1String("standby"))
        return FeedMode::Standby;
    return std::nullopt;
}

} // namespace

HttpResponse openFeed(const HttpRequest &request)
{
    if (!feedMode(request.query))
        return problem(400, QStringLiteral("The mode of the live feed is track, frames or standby."));
    if (request.webSocket)
        return {101, {}, {}, {}};
    HttpResponse refusal = problem(426, QStringLiteral("The live feed needs a WebSocket."));
    refusal.headers.append(qMakePair(QByteArray("Upgrade"), QByteArray("websocket")));
    return refusal;
}

ViewerOrder viewerOrder(const HttpRequest &request, CommandRights &rights)
{
    const QByteArray session = rights.sessionIn(request.cookies);
    return {.id = request.connection,
            .mode = *feedMode(request.query),
            .mayCommand = comesFromOwnUser(request),
            .host = addressIn(request.host),
            .from = addressOf(request),
            .countsFor = request.countsFor,
            .session = session,
            .mayBySession = rights.identify(session).role == Role::Operator};
}

} // namespace everbounce
