// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Lineage.h"

#include <QCborMap>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace everbounce {

/// A command that the state has in it.
struct AppliedCommand
{
    QString id;
    std::uint64_t revision = 0;
    std::uint32_t content = 0; ///< a digest of what it was; 0 where a node of an older version noted it

    bool operator==(const AppliedCommand &) const = default;
};

/// The ticks that a state covers.
struct Reach
{
    Tick begin = 0; ///< computing can begin again here; not after the end
    Tick end = 0;   ///< the last tick that a viewer may have seen
    Tick due = 0;   ///< the next plan is due then, where that is before a horizon is left; 0: it is not

    bool operator==(const Reach &) const = default;
};

/// What every node keeps of the singleton: all that is needed to go on from here, as the holder published it.
struct Record
{
    Lease lease; ///< under which it was published
    std::uint64_t revision = 0;
    QCborMap state; ///< the workload's; see Workload
    Reach reach;    ///< of the state
    /// The last commands, oldest first: one that comes again, after a failover, is not carried out again.
    std::vector<AppliedCommand> applied;
    Lineage lineage = {}; ///< under which leases its revisions were made

    /// Whether the revision that was made under this lease is in it.
    bool has(const Lease &madeUnder, std::uint64_t madeRevision) const
    {
        return madeRevision <= revision && lineage.contains(madeUnder, madeRevision);
    }

    /// Notes a command under the revision, with the digest of its content; only the last ones are kept.
    void noteApplied(const QString &id, std::uint32_t content);

    /// Nothing where it is not among the last ones.
    const AppliedCommand *find(const QString &id) const;

    bool operator==(const Record &) const = default;
};

/// How new a record is, for the ranking of the lease: by its revision and the last tick that it reaches.
Freshness freshnessOf(std::uint64_t revision, Tick end);
Freshness freshnessOf(const Record &record);

/// A state that can be gone on with.
struct SoundState
{
    QCborMap state; ///< with nothing in it that is not the workload's
    Reach reach;
};
/// Gives nothing for what is not sound.
using StateCheck = std::function<std::optional<SoundState>(const QCborMap &)>;

/// One map: the state's fields, and the record's own beside them.
QCborMap encodeRecord(const Record &record);
/// Nothing for a record that is malformed in any part, or whose state is not sound.
std::optional<Record> decodeRecord(const QCborValue &value, const StateCheck &check);

} // namespace everbounce
