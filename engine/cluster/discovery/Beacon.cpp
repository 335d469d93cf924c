// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Beacon.h"

#include "engine/base/cbor/Cbor.h"

#include <QCborValue>
#include <QMessageAuthenticationCode>

namespace everbounce {
namespace {

constexpr QByteArrayView beaconFormat("EBB1"); // "Everbounce beacon", form 1
constexpr qsizetype macBytes = 32;
constexpr QLatin1String kKind("kind");
constexpr QLatin1String kHello("hello");
constexpr QLatin1String kGoodbye("goodbye");

QByteArray macOf(QByteArrayView content, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(content.toByteArray(), key, QCryptographicHash::Sha256);
}

/// Takes the same time wherever the two differ, so that nobody can guess a signature byte by byte.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

DecodedBeacon decodeContent(const QByteArray &content)
{
    const QCborValue value = parsedCbor(content);
    const auto profile = decodeProfile(value.toMap());
    if (!profile)
        return {BeaconVerdict::Malformed, {}};
    const QString kind = value[kKind].toString();
    const Beacon beacon{kind == kGoodbye ? Beacon::Kind::Goodbye : Beacon::Kind::Hello, *profile};
    if (profile->major != protocolMajor)
        return {BeaconVerdict::OtherMajor, beacon};
    const bool known = kind == kHello || kind == kGoodbye;
    return {known ? BeaconVerdict::Good : BeaconVerdict::Malformed, beacon};
}

} // namespace

QByteArray encodeBeacon(const Beacon &beacon, const QByteArray &key)
{
    QCborMap map = encodeProfile(beacon.profile);
    map[kKind] = beacon.kind == Beacon::Kind::Goodbye ? kGoodbye : kHello;
    const QByteArray content = beaconFormat.toByteArray() + encodedCbor(map);
    const QByteArray datagram = content + macOf(content, key);
    Q_ASSERT(datagram.size() <= maxBeaconBytes); // the profile's caps ensure it
    return datagram;
}

bool isBeaconShaped(const QByteArray &datagram)
{
    return datagram.size() <= maxBeaconBytes && datagram.startsWith(beaconFormat) &&
           datagram.size() >= beaconFormat.size() + macBytes;
}

DecodedBeacon decodeBeacon(const QByteArray &datagram, const QByteArray &key)
{
    if (datagram.size() > maxBeaconBytes)
        return {BeaconVerdict::TooLong, {}};
    if (!isBeaconShaped(datagram))
        return {BeaconVerdict::NotOurs, {}};
    const QByteArrayView content = QByteArrayView(datagram).chopped(macBytes);
    if (!equalInConstantTime(QByteArrayView(datagram).last(macBytes), macOf(content, key)))
        return {BeaconVerdict::BadMac, {}};
    return decodeContent(content.sliced(beaconFormat.size()).toByteArray());
}

} // namespace everbounce
