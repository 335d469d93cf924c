// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"
#include "engine/ball/flight/Track.h"
#include "engine/lease/Lease.h"

#include <QCborMap>
#include <QString>

#include <optional>
#include <vector>

namespace everbounce {

/// A command that the flight has in it.
struct AppliedCommand
{
    QString id;
    std::uint64_t revision = 0;
    std::uint32_t content = 0; ///< a digest of what it was; 0 where a node of an older version noted it

    bool operator==(const AppliedCommand &) const = default;
};

/// A behaviour that failed.
struct QuarantinedBehavior
{
    BehaviorRef behavior;
    QString why; ///< one sentence; empty where a node of an older version saw it

    bool operator==(const QuarantinedBehavior &) const = default;
};

/// What every node keeps of the ball: all that is needed to fly on from here, as the holder published it.
struct Record
{
    Lease lease; ///< under which it was published
    std::uint64_t revision = 0;
    BehaviorRef behavior;
    BehaviorRef lastGood; ///< the behaviour to go back to
    Tick trialEnd = 0;    ///< until then the behaviour is on trial; 0: it is not
    /// What failed: not to be selected but by "try again".
    std::vector<QuarantinedBehavior> quarantine;
    Box box;
    BallState checkpoint; ///< stepping from here gives the flight again; not after the track's end
    Track track;          ///< as published; its end is the last tick that a viewer may have drawn
    /// The last commands, oldest first: one that comes again, after a failover, is not carried out again.
    std::vector<AppliedCommand> applied;

    bool isQuarantined(const BehaviorRef &behavior) const;

    /// Why a behaviour is there; an empty text where that is not known, or it is not there.
    QString whyQuarantined(const BehaviorRef &behavior) const;

    /// Puts a behaviour there, or takes it out; only the last ones are kept. Of the reason only the first 200
    /// characters are, made printable: a script may have written it.
    void putInQuarantine(const BehaviorRef &behavior, const QString &why);
    void takeOutOfQuarantine(const BehaviorRef &behavior);

    /// Notes a command, with the digest of its content; only the last ones are kept.
    void noteApplied(const QString &id, std::uint32_t content);

    bool operator==(const Record &) const = default;
};

/// How new a record is, for the ranking of the lease: by its revision and the last tick of its track.
Freshness freshnessOf(std::uint64_t revision, Tick end);
Freshness freshnessOf(const Record &record);

/// Whether it can be flown: the ball is in its box and moves by no more than that a tick, and the track ends
/// within reach of the checkpoint. What is published, received or restored must be.
bool isSound(const Record &record);

QCborMap encodeRecord(const Record &record);
/// Nothing for a record that is malformed in any part, or not sound.
std::optional<Record> decodeRecord(const QCborValue &value);

} // namespace everbounce
