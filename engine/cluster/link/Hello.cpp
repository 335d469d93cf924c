// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Hello.h"

#include "engine/base/OwnAddresses.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/keyring/Keyring.h"
#include "engine/cluster/link/MessageKeys.h"

#include <QCborArray>

#include <algorithm>

namespace everbounce {

using std::chrono::milliseconds;

constexpr QLatin1String kUptime("uptime_ms");
constexpr QLatin1String kWanted("wanted");
constexpr QLatin1String kPages("pages");
constexpr QLatin1String kKeyId("key");
constexpr QLatin1String kGeneration("generation");
constexpr QLatin1String kMember("member");
constexpr qsizetype keyIdBytes = 16;
constexpr qsizetype maxPages = 8;
constexpr qint64 maxUptime = 100ll * 365 * 24 * 3600 * 1000;

static qint64 toMilliseconds(Nanoseconds length)
{
    return std::chrono::duration_cast<milliseconds>(length).count();
}

static QCborArray arrayOf(const QList<QHostAddress> &pages)
{
    QCborArray array;
    for (const QHostAddress &page : pages.mid(0, maxPages))
        array.append(page.toString());
    return array;
}

/// Addresses that others cannot use are left out.
static QList<QHostAddress> pagesIn(const QCborArray &array)
{
    QList<QHostAddress> pages;
    for (qsizetype i = 0; i < std::min(array.size(), maxPages); ++i) {
        const QHostAddress page(array.at(i).toString());
        if (!page.isNull() && !page.isLoopback() && !needsZone(page))
            pages.append(page);
    }
    return pages;
}

/// What is not sound is left out.
static KeyStanding decodeKeys(const QCborMap &map)
{
    KeyStanding keys;
    const QByteArray id = map[kKeyId].toString().toLatin1();
    const auto generation = decodeCount(map[kGeneration]);
    if (id.size() == keyIdBytes && generation) {
        keys.newest = id;
        keys.generation = *generation;
    }
    if (map[kMember].toByteArray().size() == Keyring::memberBytes)
        keys.member = map[kMember].toByteArray();
    return keys;
}

HelloFit fitOf(const Hello &peer, const Hello &own)
{
    if (peer.profile.major != protocolMajor)
        return HelloFit::OtherMajor;
    const NodeId self = own.profile.id, other = peer.profile.id;
    const bool isWrong = own.wanted ? other != own.wanted : peer.wanted != self;
    if (isWrong || other == self)
        return HelloFit::WrongPeer;
    if (!disagreement(peer, own).isEmpty())
        return HelloFit::Disagrees;
    const bool bothTell = !peer.keys.newest.isEmpty() && !own.keys.newest.isEmpty();
    return bothTell && peer.keys.newest != own.keys.newest ? HelloFit::OtherKey : HelloFit::Fits;
}

QString disagreement(const Hello &peer, const Hello &own)
{
    return own.agreement && peer.agreement ? differenceOf(*peer.agreement, *own.agreement) : QString();
}

QCborMap encodeHello(const Hello &hello, Nanoseconds now)
{
    QCborMap map = encodeProfile(hello.profile);
    map.insert(kType, kHelloType);
    map.insert(kUptime, toMilliseconds(now - hello.startedAt));
    if (hello.agreement)
        writeAgreement(*hello.agreement, map);
    if (!hello.pages.isEmpty())
        map.insert(kPages, arrayOf(hello.pages));
    if (!hello.keys.newest.isEmpty()) {
        map.insert(kKeyId, QString::fromLatin1(hello.keys.newest));
        map.insert(kGeneration, encodeUnsigned(hello.keys.generation));
    }
    if (!hello.keys.member.isEmpty())
        map.insert(kMember, hello.keys.member);
    if (hello.wanted)
        map.insert(kWanted, encodeNodeId(hello.wanted));
    return map;
}

QCborMap encodePages(const QList<QHostAddress> &pages)
{
    return {{kType, kPagesType}, {kPages, arrayOf(pages)}};
}

std::optional<QList<QHostAddress>> decodePages(const QCborMap &message)
{
    const QCborValue pages = message[kPages];
    return pages.isArray() ? std::optional(pagesIn(pages.toArray())) : std::nullopt;
}

std::optional<Hello> decodeHello(const QCborMap &map, Nanoseconds now, const Agreement &own)
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
    hello.agreement = readAgreement(map, own);
    hello.pages = pagesIn(map[kPages].toArray());
    hello.keys = decodeKeys(map);
    hello.wanted = decodeNodeId(map[kWanted]).value_or(NodeId());
    return hello;
}

} // namespace everbounce
