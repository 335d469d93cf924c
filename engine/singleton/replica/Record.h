// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Lineage.h"

#include <QCborMap>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace everbounce {

/// A command whose effect is in the state.
struct AppliedCommand
{
    QString id;
    std::uint64_t revision = 0;
    std::uint32_t content = 0; ///< a digest of its content; 0 if a node of an older version noted it

    bool operator==(const AppliedCommand &) const = default;
};

/// The ticks that a state covers.
struct Reach
{
    Tick begin = 0; ///< computing can begin again here; not after the end
    Tick end = 0;   ///< the last tick that a viewer may have seen
    Tick due = 0;   ///< the next plan is due then, if that is before only a horizon is left; 0: it is not

    bool operator==(const Reach &) const = default;
};

/// What every node keeps of the singleton: everything needed to go on from here, as the holder published it.
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

    /// Nothing if it is not among the last ones.
    const AppliedCommand *find(const QString &id) const;

    bool operator==(const Record &) const = default;
};

/// How new a record is, for the ranking of the lease: by its revision and the last tick that it reaches.
Freshness freshnessOf(std::uint64_t revision, Tick end);
Freshness freshnessOf(const Record &record);

/// A state from which it is possible to go on.
struct SoundState
{
    QCborMap state; ///< holds only the workload's own fields
    Reach reach;
};
/// Returns nothing for an unsound state.
using StateCheck = std::function<std::optional<SoundState>(const QCborMap &)>;

/// One map: the state's fields, and the record's own beside them; of its lineage the last `stretches`.
QCborMap encodeRecord(const Record &record, std::size_t stretches = Lineage::mostTold);

/// The lineage of a record of this revision, in the same form in any map: its last stretches, and, if they
/// are added, too, those before. Unknown if it is not there, nothing if it is malformed.
void addLineage(QCborMap &map, const Lineage &lineage, std::size_t stretches = Lineage::mostTold);
void addEarlierLineage(QCborMap &map, const Lineage &lineage, std::size_t stretches = Lineage::mostTold);
std::optional<Lineage> takeLineage(QCborMap &map, std::uint64_t revision);

/// Nothing if any part of a record is malformed, or its state is unsound.
std::optional<Record> decodeRecord(const QCborValue &value, const StateCheck &check);

} // namespace everbounce
