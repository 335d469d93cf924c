// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/workload/BallWorkload.h"
#include "engine/singleton/replica/store/Snapshot.h"

namespace everbounce {

/// A record of the ball with its state in the open, for tests to look into and to spoil.
struct BallRecord : FlightRecord
{
    Lease lease;
    std::uint64_t revision = 0;
    std::vector<AppliedCommand> applied;
    Lineage lineage = {};

    operator Record() const
    {
        return {
            lease, revision, encodeFlight(*this), {checkpoint.tick, track.end(), trialEnd}, applied, lineage,
        };
    }
    bool operator==(const BallRecord &) const = default;
};

inline BallRecord ballRecord(const Record &record)
{
    return {flightOf(record), record.lease, record.revision, record.applied, record.lineage};
}

inline BallRecord newborn(Lease lease)
{
    return {newbornFlight(), lease, 0, {}};
}

inline std::optional<SoundState> checkFlight(const QCborMap &state)
{
    static const BallWorkload ball{BehaviorFinder()};
    return ball.examine(state);
}

inline std::optional<BallRecord> decodeRecord(const QCborValue &value)
{
    const auto record = decodeRecord(value, checkFlight);
    return record ? std::optional(ballRecord(*record)) : std::nullopt;
}

inline SnapshotResult decodeSnapshot(const QByteArray &bytes, const QString &cluster)
{
    return decodeSnapshot(bytes, cluster, checkFlight);
}

} // namespace everbounce
