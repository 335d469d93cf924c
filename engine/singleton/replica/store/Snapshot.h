// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/singleton/replica/Record.h"
#include "engine/singleton/replica/store/LogReach.h"

#include <QString>

namespace everbounce {

/// The replica's record as it is kept on disk, with what is needed to go on at the right tick.
struct Snapshot
{
    QString cluster;
    Record record;
    double tick = 0;           ///< the clock's tick when the snapshot was made
    qint64 madeAt = 0;         ///< the wall clock then, milliseconds since the epoch
    std::uint64_t logUpTo = 0; ///< the log had all commands of the record up to this revision, but for these
    std::vector<LogReach::Span> logHoles = {};
    qint64 logSize = 0; ///< of the log file: if it is smaller than this, it has lost some

    bool operator==(const Snapshot &) const = default;
};

/// The tick at which to go on with a singleton that was found on disk at `now` (milliseconds since the
/// epoch): where the wall clock says it would be, but within what was published. Viewers stopped at its end,
/// so if nobody ran it for longer, it goes on from there.
double resumeTick(const Snapshot &snapshot, qint64 now, Nanoseconds tickLength);

QByteArray encodeSnapshot(const Snapshot &snapshot);

/// The result of reading a snapshot file.
struct SnapshotResult
{
    std::optional<Snapshot> snapshot;
    QString problem;    ///< one sentence if a file was there but of no use
    QString logProblem; ///< the same, of the command log
    /// One sentence if one of the files is there, and cannot be read now. Nothing was changed then.
    QString unread = {};
};
SnapshotResult decodeSnapshot(const QByteArray &bytes, const QString &cluster, const StateCheck &check);

} // namespace everbounce
