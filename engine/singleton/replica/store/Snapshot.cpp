// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/Snapshot.h"

#include "engine/base/cbor/Cbor.h"
#include "engine/base/cbor/CborFields.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

constexpr QLatin1String kFormat("everbounce-snapshot");
constexpr QLatin1String kCluster("cluster");
constexpr QLatin1String kRecord("record");
constexpr QLatin1String kTick("tick");
constexpr QLatin1String kMadeAt("made_at");
constexpr QLatin1String kLogUpTo("log_up_to");
constexpr QLatin1String kLogHoles("log_holes");
constexpr QLatin1String kLogSize("log_size");
constexpr int formatVersion = 1;
constexpr qsizetype digestSize = 32;

QByteArray digest(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace

double resumeTick(const Snapshot &snapshot, qint64 now, Nanoseconds tickLength)
{
    const double passed = double(now - snapshot.madeAt) * 1e6 / double(tickLength.count());
    const double end = double(snapshot.record.reach.end);
    // Setting the wall clock back must not undo anything.
    return std::clamp(snapshot.tick + std::max(passed, 0.0), std::min(snapshot.tick, end), end);
}

QByteArray encodeSnapshot(const Snapshot &snapshot)
{
    QCborMap record = encodeRecord(snapshot.record);
    addEarlierLineage(record, snapshot.record.lineage);
    QCborMap map{
        {kFormat, formatVersion},
        {kCluster, snapshot.cluster},
        {kRecord, record},
        {kTick, snapshot.tick},
        {kMadeAt, snapshot.madeAt},
        {kLogUpTo, encodeUnsigned(snapshot.logUpTo)},
        {kLogSize, snapshot.logSize},
    };
    if (!snapshot.logHoles.empty())
        map[kLogHoles] = encodeHoles(snapshot.logHoles);
    const QByteArray body = encodedCbor(map);
    return body + digest(body);
}

SnapshotResult decodeSnapshot(const QByteArray &bytes, const QString &cluster, const StateCheck &check)
{
    const auto useless = [](const char *why) {
        return SnapshotResult{std::nullopt, QString::fromLatin1(why)};
    };
    const QByteArray body = bytes.chopped(std::min(bytes.size(), digestSize));
    if (bytes.size() <= digestSize || digest(body) != bytes.last(digestSize))
        return useless("it is damaged");
    const QCborValue map = parsedCbor(body);
    if (map[kFormat].toInteger() != formatVersion)
        return useless("it is of another version");
    if (map[kCluster].toString() != cluster)
        return useless("it belongs to another cluster");
    const auto record = decodeRecord(map[kRecord], check);
    if (!record)
        return useless("nothing can go on from its state");
    // There is nothing else from an earlier life to compare it with.
    if (record->lease.term > bounds::maxFirstCount || record->revision > bounds::maxFirstCount ||
        record->reach.end > bounds::maxFirstTick)
        return useless("its numbers are out of bounds");
    double tick = 0;
    qint64 madeAt = 0;
    if (!cbor::Moment{tick}.read(map[kTick]) || !cbor::wallTime(madeAt).read(map[kMadeAt]))
        return useless("its times are out of bounds");
    const std::uint64_t logUpTo = decodeCount(map[kLogUpTo]).value_or(0); // none in versions without a log
    return {Snapshot{cluster, *record, tick, madeAt, std::min(logUpTo, record->revision),
                     decodeHoles(map[kLogHoles]), map[kLogSize].toInteger()},
            {}};
}

} // namespace everbounce
