// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"
#include "engine/ball/flight/LookAhead.h"

#include <QCborMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

// What a node asks of the ball's engine process and what it gets, on the engine's pipes.
//
// A request holds all that the answer depends on, and the engine keeps nothing between two requests. So any
// engine can take over from any other at any moment by being asked the same again, and gives the same answer.

namespace everbounce {

/// Something that turns the flight at one tick.
struct FlightChange
{
    Tick at = 0; ///< not before the state that the request starts from, or what is known of the flight
    std::optional<std::pair<double, double>> velocity;
    std::optional<BehaviorCode> behavior;
};

/// "Fly on from this state until `end`, along what is `known` of the flight already, and hand over all of it
/// from `keep` on."
struct FlightRequest
{
    BehaviorCode behavior;
    Box box;
    BallState start;
    Track known; ///< as published; leads over `start`, to `end` at most. Empty for a ball that has not flown
                 ///< yet
    Tick keep = 0;
    Tick end = 0;
    std::optional<FlightChange> change;
};

/// What a question is to be flown by: one behaviour, or two.
std::vector<const BehaviorCode *> codeOf(const FlightRequest &request);

/// The plugins that a question needs, by their files; and whether it needs a script.
QStringList pluginsOf(const FlightRequest &request);
bool hasScript(const FlightRequest &request);

/// The flight: all that was known of it, up to the change where there is one, and what is new. It can be
/// asked for again from `checkpoint`.
struct FlightAnswer
{
    BallState checkpoint;
    Track track;

    /// Stepping did not lead along what was known: the behaviour is no pure function, or not the same code as
    /// where that was computed. The flight goes on from the end of what was known (from the change, where
    /// that is earlier), and the checkpoint lies there.
    bool diverged = false;
};

/// A behaviour cannot fly. Nothing was changed.
struct FlightRefusal
{
    QString behavior;    ///< the one that cannot: that of the request, or that of the change
    QString reason;      ///< a sentence without its stop
    bool faulty = false; ///< it was loaded, and failed as it flew
};

using FlightReply = std::variant<FlightAnswer, FlightRefusal>;

/// Computes the answer. What the engine process is for; pure, as far as the behaviours are.
FlightReply fly(const FlightRequest &request, const BehaviorLoader &load);

QCborMap encodeRequest(const FlightRequest &request);
std::optional<FlightRequest> decodeRequest(const QCborValue &value);

QCborMap encodeReply(const FlightReply &reply);
std::optional<FlightReply> decodeReply(const QCborValue &value);

} // namespace everbounce
