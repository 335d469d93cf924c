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
    QString why; ///< one sentence; empty if a node of an older version put it there

    bool operator==(const QuarantinedBehavior &) const = default;
};

/// The ball's state: everything that is needed to fly on from here.
struct FlightRecord
{
    BehaviorRef behavior;
    BehaviorRef lastGood; ///< the behaviour to go back to
    Tick trialEnd = 0;    ///< until then the behaviour is on trial; 0: it is not
    /// Behaviours that failed: only "try again" selects them.
    std::vector<QuarantinedBehavior> quarantine;
    Box box;
    BallState checkpoint; ///< stepping from here gives the same flight; not after the track's end
    Track track;          ///< as published; its end is the last tick that a viewer may have drawn

    bool isQuarantined(const BehaviorRef &behavior) const;

    /// Why a behaviour is in quarantine; an empty text if that is not known, or if it is not.
    QString whyQuarantined(const BehaviorRef &behavior) const;

    /// Puts a behaviour there, or takes it out; only the last ones are kept. The reason is cut to 200
    /// characters and made printable, since a script may have written it.
    void putInQuarantine(const BehaviorRef &behavior, const QString &why);
    void takeOutOfQuarantine(const BehaviorRef &behavior);

    bool operator==(const FlightRecord &) const = default;
};

/// Whether it can be flown: the ball is in the box that all draw, and moves by no more than the box per tick,
/// and the track ends within reach of the checkpoint. Everything published, received or restored must be
/// sound.
bool isSound(const FlightRecord &record);

QCborMap encodeFlight(const FlightRecord &record);
/// Nothing if any part is malformed or unsound.
std::optional<FlightRecord> decodeFlight(const QCborMap &map);

} // namespace everbounce
