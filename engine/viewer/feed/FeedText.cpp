// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/feed/FeedText.h"

namespace everbounce {

QUrl feedOf(const QUrl &node)
{
    QUrl url = node.resolved(QUrl(QStringLiteral("live")));
    url.setScheme(node.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    return url;
}

Segment segmentOf(const QJsonArray &fields)
{
    // Straight segments have five members; absent ones read as 0.
    return {Tick(fields[0].toInteger()), fields[1].toDouble(), fields[2].toDouble(), fields[3].toDouble(),
            fields[4].toDouble(),        fields[5].toDouble(), fields[6].toDouble()};
}

} // namespace everbounce
