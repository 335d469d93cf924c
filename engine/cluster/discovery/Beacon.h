// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/NodeProfile.h"

#include <QByteArray>

namespace everbounce {

/// The datagram that announces a node. Pure.
struct Beacon
{
    enum class Kind {
        Hello,   ///< I am here
        Goodbye, ///< I am leaving, on purpose
    };

    Kind kind = Kind::Hello;
    NodeProfile profile;

    bool operator==(const Beacon &) const = default;
};

enum class BeaconVerdict {
    Good,
    OtherMajor, ///< signed with our key: a peer that is shown, not spoken to
    TooLong,
    NotOurs, ///< not a beacon of this program at all
    BadMac,  ///< another key, another cluster's name, or forged
    Malformed,
};

struct DecodedBeacon
{
    BeaconVerdict verdict = BeaconVerdict::NotOurs;
    Beacon beacon; ///< complete if the verdict is Good; for OtherMajor as far as NodeProfile says
};

/// At most maxBeaconBytes: the format's name, a CBOR map, and 32 bytes of HMAC-SHA-256 over both.
QByteArray encodeBeacon(const Beacon &beacon, const QByteArray &key);

/// Whether it may be one, by its length and its first bytes. Anything else costs no verification.
bool isBeaconShaped(const QByteArray &datagram);

/// Verifies the signature before it looks at any of the content.
DecodedBeacon decodeBeacon(const QByteArray &datagram, const QByteArray &key);

} // namespace everbounce
