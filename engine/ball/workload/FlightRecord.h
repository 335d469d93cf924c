// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"
#include "engine/ball/flight/Track.h"

#include <QCborMap>
#include <QString>

#include <optional>
#include <vector>

namespace everbounce {

/// A behaviour that failed.
struct QuarantinedBehavior
{
    BehaviorRef behavior;
    QString why; ///< one sentence; empty where a node of an older version saw it

    bool operator==(const QuarantinedBehavior &) const = default;
};

/// The state of the ball as the singleton's: all that is needed to fly on from here.
struct FlightRecord
{
    BehaviorRef behavior;
    BehaviorRef lastGood; ///< the behaviour to go back to
    Tick trialEnd = 0;    ///< until then the behaviour is on trial; 0: it is not
    /// What failed: not to be selected but by "try again".
    std::vector<QuarantinedBehavior> quarantine;
    Box box;
    BallState checkpoint; ///< stepping from here gives the flight again; not after the track's end
    Track track;          ///< as published; its end is the last tick that a viewer may have drawn

    bool isQuarantined(const BehaviorRef &behavior) const;

    /// Why a behaviour is there; an empty text where that is not known, or it is not there.
    QString whyQuarantined(const BehaviorRef &behavior) const;

    /// Puts a behaviour there, or takes it out; only the last ones are kept. Of the reason only the first 200
    /// characters are, made printable: a script may have written it.
    void putInQuarantine(const BehaviorRef &behavior, const QString &why);
    void takeOutOfQuarantine(const BehaviorRef &behavior);

    bool operator==(const FlightRecord &) const = default;
};

/// Whether it can be flown: the ball is in its box and moves by no more than that a tick, and the track ends
/// within reach of the checkpoint. What is published, received or restored must be.
bool isSound(const FlightRecord &record);

QCborMap encodeFlight(const FlightRecord &record);
/// Nothing for what is malformed in any part, or not sound.
std::optional<FlightRecord> decodeFlight(const QCborMap &map);

} // namespace everbounce
