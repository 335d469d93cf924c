// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/LookAhead.h"

#include <QCborMap>
#include <QMetaType>
#include <QString>

#include <optional>
#include <variant>

// What a node asks of its engine process and what it gets: the messages on the engine's pipes.
//
// A request holds all that the answer depends on, and the engine keeps nothing between two requests. So any
// engine can take over from any other at any moment by being asked the same again, and gives the same answer.

namespace everbounce {

/// Something that turns the flight at one tick.
struct FlightChange
{
    Tick at = 0; ///< not before the state that the request starts from
    std::optional<std::pair<double, double>> velocity;
    std::optional<QString> behavior;
};

/// "Fly on from this state until `end`, and hand over what comes from `keep` on."
struct FlightRequest
{
    QString behavior;
    Box box;
    BallState start;
    Tick keep = 0;
    Tick end = 0;
    std::optional<FlightChange> change;
};

/// The flight from `checkpoint` on.
struct FlightAnswer
{
    BallState checkpoint;
    Track track;
};

/// The behaviour cannot fly: one sentence says why. Nothing was changed.
struct FlightRefusal
{
    QString reason;
};

/// For the fault buttons: the engine process does this to itself.
enum class EngineFault { Crash, Hang };

using EngineRequest = std::variant<FlightRequest, EngineFault>;
using EngineReply = std::variant<FlightAnswer, FlightRefusal>;

/// Computes the answer. Pure; what the engine process is for.
EngineReply fly(const FlightRequest &request);

/// The longest message on an engine's pipes; a longer one can only be a fault of the other side.
constexpr qsizetype maxPipeBytes = 1 << 20;

/// The farthest that one request may look ahead, in ticks: half an hour of flight.
constexpr Tick maxLookAhead = 60'000;

QCborMap encodeRequest(quint64 number, const EngineRequest &request);
struct NumberedRequest
{
    quint64 number = 0;
    EngineRequest request;
};
std::optional<NumberedRequest> decodeRequest(const QCborValue &value);

QCborMap encodeReply(quint64 number, const EngineReply &reply);
struct NumberedReply
{
    quint64 number = 0;
    EngineReply reply;
};
std::optional<NumberedReply> decodeReply(const QCborValue &value);

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::EngineReply)
