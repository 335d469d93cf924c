// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Beacon.h"
#include "engine/singleton/replica/store/Snapshot.h"
#include "tests/fakes/BallRecord.h"
#include "tests/fuzz/targets/Targets.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace everbounce::fuzz {

// No input has a valid signature or checksum by chance: each is read as it is, and then again with a valid
// one.

void runBeacon(const QByteArray &input)
{
    const QByteArray key(32, 'k');
    const auto seal = [&key](const QByteArray &content) {
        return content + QMessageAuthenticationCode::hash(content, key, QCryptographicHash::Sha256);
    };
    promise(decodeBeacon(input, key).verdict != BeaconVerdict::Good, "a beacon without its seal is refused");
    const DecodedBeacon sealed = decodeBeacon(seal(input), key);
    if (sealed.verdict != BeaconVerdict::Good)
        return;
    const QByteArray sent = encodeBeacon(sealed.beacon, key);
    const DecodedBeacon again = decodeBeacon(sent, key);
    promise(again.verdict == BeaconVerdict::Good, "a beacon that was accepted can be sent");
    promise(encodeBeacon(again.beacon, key) == sent, "a beacon that was accepted is written in one way");
}

void runSnapshot(const QByteArray &input)
{
    const QString cluster = QStringLiteral("default");
    promise(!decodeSnapshot(input, cluster).snapshot, "a snapshot without its digest is refused");
    const SnapshotResult sealed =
        decodeSnapshot(input + QCryptographicHash::hash(input, QCryptographicHash::Sha256), cluster);
    promise(sealed.snapshot.has_value() == sealed.problem.isEmpty(), "a refusal has a reason");
    if (!sealed.snapshot)
        return;
    const SnapshotResult again = decodeSnapshot(encodeSnapshot(*sealed.snapshot), cluster);
    promise(again.snapshot == sealed.snapshot, "a snapshot that was accepted can be kept");
}

} // namespace everbounce::fuzz
