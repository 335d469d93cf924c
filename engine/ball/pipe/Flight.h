// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"
#include "engine/ball/flight/LookAhead.h"

#include <QCborMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

// What a node asks the ball's engine process, and its answers, on the engine's pipes.
//
// A request holds everything that the answer depends on, and the engine keeps nothing between two requests.
// So any engine can take over from any other at any moment: asked the same, it gives the same answer.

namespace everbounce {

/// Something that turns the flight at one tick.
struct FlightChange
{
    Tick at = 0; ///< not before the state that the request starts from, nor before the known flight
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
    Track
        known; ///< as published; covers `start`, up to `end` at most. Empty for a ball that has not flown yet
    Tick keep = 0;
    Tick end = 0;
    std::optional<FlightChange> change;
};

/// The state from which another behaviour takes over: with speeds that it can cope with, whatever the last
/// one made of them.
BallState handedOver(BallState state, const Box &box);

/// The behaviours of a question: one, or two.
std::vector<const BehaviorCode *> codeOf(const FlightRequest &request);

/// The files of the plugins that a question needs; and whether it needs a script.
QStringList pluginsOf(const FlightRequest &request);
bool hasScript(const FlightRequest &request);

/// The flight: everything that was known, up to the change if there is one, and what is new. `checkpoint` is
/// where to ask from again.
struct FlightAnswer
{
    BallState checkpoint;
    Track track;

    /// Stepping did not lead along what was known: the behaviour is not a pure function, or not the same code
    /// as the one that computed it. The flight goes on from the end of what was known (from the change, if
    /// that is earlier), and the checkpoint lies there.
    bool diverged = false;
};

/// A behaviour cannot fly. Nothing was changed.
struct FlightRefusal
{
    QString behavior;    ///< the one at fault: that of the request, or that of the change
    QString reason;      ///< a sentence without its full stop
    bool faulty = false; ///< it was loaded, and failed in flight
};

using FlightReply = std::variant<FlightAnswer, FlightRefusal>;

/// Computes the answer, which is what the engine process is for. As pure as the behaviours are.
FlightReply fly(const FlightRequest &request, const BehaviorLoader &load);

QCborMap encodeRequest(const FlightRequest &request);
std::optional<FlightRequest> decodeRequest(const QCborValue &value);

QCborMap encodeReply(const FlightReply &reply);
std::optional<FlightReply> decodeReply(const QCborValue &value);

} // namespace everbounce
