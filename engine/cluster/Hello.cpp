// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/Hello.h"

#include "engine/cluster/MessageKeys.h"

namespace everbounce {

using std::chrono::milliseconds;

constexpr QLatin1String kUptime("uptime_ms");
constexpr QLatin1String kWanted("wanted");
constexpr qint64 maxUptime = 100ll * 365 * 24 * 3600 * 1000;

QCborMap encodeHello(const Hello &hello, Nanoseconds now)
{
    QCborMap map = encodeProfile(hello.profile);
    map.insert(kType, kHelloType);
    map.insert(kUptime, qint64(std::chrono::duration_cast<milliseconds>(now - hello.startedAt).count()));
    if (hello.wanted)
        map.insert(kWanted, encodeNodeId(hello.wanted));
    return map;
}

std::optional<Hello> decodeHello(const QCborMap &map, Nanoseconds now)
{
    const auto profile = decodeProfile(map);
    if (map[kType].toString() != kHelloType || !profile)
        return std::nullopt;
    Hello hello{.profile = *profile};
    if (profile->major != protocolMajor)
        return hello;
    const qint64 uptime = map[kUptime].toInteger(-1);
    if (uptime < 0 || uptime > maxUptime)
        return std::nullopt;
    hello.startedAt = now - milliseconds(uptime);
    hello.wanted = decodeNodeId(map[kWanted]).value_or(NodeId());
    return hello;
}

} // namespace everbounce
