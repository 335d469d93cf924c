// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/NodeProfile.h"

#include "engine/base/cbor/CborNumbers.h"

namespace everbounce {
namespace {

constexpr QLatin1String kMajor("major");
constexpr QLatin1String kMinor("minor");
constexpr QLatin1String kId("id");
constexpr QLatin1String kName("name");
constexpr QLatin1String kVersion("version");
constexpr QLatin1String kUrl("url");
constexpr QLatin1String kPort("port");

constexpr qsizetype maxNameBytes = 96;
constexpr qsizetype maxVersionBytes = 32;
constexpr qsizetype maxUrlBytes = 160;

QString clipped(QString text, qsizetype maxBytes)
{
    while (text.toUtf8().size() > maxBytes)
        text.chop(text.back().isLowSurrogate() ? 2 : 1);
    return text;
}

std::optional<QString> readText(const QCborValue &value, qsizetype maxBytes)
{
    const QString text = value.toString();
    return value.isString() && text.toUtf8().size() <= maxBytes ? std::optional(text) : std::nullopt;
}

std::optional<int> readNumber(const QCborValue &value, int max)
{
    const qint64 number = value.toInteger(-1);
    return number >= 0 && number <= max ? std::optional(int(number)) : std::nullopt;
}

/// The part that may differ between majors.
bool readRest(const QCborMap &map, NodeProfile &profile)
{
    const auto url = readText(map[kUrl], maxUrlBytes);
    const auto port = readNumber(map[kPort], 65535);
    if (!url || !port)
        return false;
    const QUrl page(*url, QUrl::StrictMode);
    // People click on it, so it must be a web page and must not name another machine's interface.
    const bool isWeb = page.scheme() == QLatin1String("http") || page.scheme() == QLatin1String("https");
    if (isWeb && !page.host().contains(u'%'))
        profile.url = page;
    profile.linkPort = quint16(*port);
    return true;
}

} // namespace

QCborMap encodeProfile(const NodeProfile &profile)
{
    const QString url = profile.url.toString(QUrl::FullyEncoded);
    return {{kMajor, profile.major},
            {kMinor, profile.minor},
            {kId, encodeNodeId(profile.id)},
            {kName, clipped(profile.name, maxNameBytes)},
            {kVersion, clipped(profile.version, maxVersionBytes)},
            {kUrl, url.toUtf8().size() <= maxUrlBytes ? url : QString()},
            {kPort, profile.linkPort}};
}

std::optional<NodeProfile> decodeProfile(const QCborMap &map)
{
    const auto major = readNumber(map[kMajor], 1'000'000);
    const auto minor = readNumber(map[kMinor], 1'000'000);
    const auto id = decodeNodeId(map[kId]);
    const auto name = readText(map[kName], maxNameBytes);
    const auto version = readText(map[kVersion], maxVersionBytes);
    if (!major || !minor || !id || !name || !version)
        return std::nullopt;
    NodeProfile profile{.major = *major, .minor = *minor, .id = *id, .name = *name, .version = *version};
    if (profile.major == protocolMajor && !readRest(map, profile))
        return std::nullopt;
    return profile;
}

} // namespace everbounce
