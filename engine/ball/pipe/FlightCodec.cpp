// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/pipe/Flight.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kBehavior("behavior");
constexpr QLatin1String kBox("box");
constexpr QLatin1String kStart("start");
constexpr QLatin1String kKnown("known");
constexpr QLatin1String kKeep("keep");
constexpr QLatin1String kEnd("end");
constexpr QLatin1String kChange("change");
constexpr QLatin1String kAt("at");
constexpr QLatin1String kVelocity("velocity");
constexpr QLatin1String kCheckpoint("checkpoint");
constexpr QLatin1String kTrack("track");
constexpr QLatin1String kDiverged("diverged");
constexpr QLatin1String kRefused("refused");
constexpr QLatin1String kFaulty("faulty");
constexpr QLatin1String kName("name");
constexpr QLatin1String kPlugin("plugin");
constexpr QLatin1String kScript("script");

QCborMap encodeCode(const BehaviorCode &code)
{
    QCborMap map{{kName, code.name}};
    if (code.kind == BehaviorCode::Kind::Plugin)
        map[kPlugin] = code.path;
    else if (code.kind == BehaviorCode::Kind::Script)
        map[kScript] = code.source;
    return map;
}

BehaviorCode decodeCode(const QCborValue &value)
{
    using Kind = BehaviorCode::Kind;
    const QString name = value[kName].toString();
    if (value[kPlugin].isString())
        return {Kind::Plugin, name, value[kPlugin].toString(), {}};
    if (value[kScript].isByteArray())
        return {Kind::Script, name, {}, value[kScript].toByteArray()};
    return {Kind::Builtin, name, {}, {}};
}

QCborMap encodeChange(const FlightChange &change)
{
    QCborMap map{{kAt, encodeUnsigned(change.at)}};
    if (change.velocity)
        map[kVelocity] = QCborArray{change.velocity->first, change.velocity->second};
    if (change.behavior)
        map[kBehavior] = encodeCode(*change.behavior);
    return map;
}

std::optional<FlightChange> decodeChange(const QCborValue &value)
{
    const auto at = decodeTick(value[kAt]);
    if (!at)
        return std::nullopt;
    FlightChange change{*at, {}, {}};
    const QCborArray velocity = value[kVelocity].toArray();
    if (velocity.size() == 2)
        change.velocity = {velocity.at(0).toDouble(), velocity.at(1).toDouble()};
    if (value[kBehavior].isMap())
        change.behavior = decodeCode(value[kBehavior]);
    return change;
}

/// The first tick at which the flight can be changed.
Tick firstTick(const FlightRequest &request)
{
    return request.known.empty() ? request.start.tick : std::min(request.start.tick, request.known.begin());
}

} // namespace

QCborMap encodeRequest(const FlightRequest &request)
{
    QCborMap map{
        {kBehavior, encodeCode(request.behavior)}, {kBox, encodeBox(request.box)},
        {kStart, encodeState(request.start)},      {kKnown, encodeTrack(request.known)},
        {kKeep, encodeUnsigned(request.keep)},     {kEnd, encodeUnsigned(request.end)},
    };
    if (request.change)
        map[kChange] = encodeChange(*request.change);
    return map;
}

std::optional<FlightRequest> decodeRequest(const QCborValue &value)
{
    const auto box = decodeBox(value[kBox]);
    const auto start = decodeState(value[kStart]);
    auto known = decodeTrack(value[kKnown]);
    const auto keep = decodeTick(value[kKeep]);
    const auto end = decodeTick(value[kEnd]);
    if (!box || !start || !known || !keep || !end || *end < start->tick || *end < known->end() ||
        *end - start->tick > bounds::maxLookAhead)
        return std::nullopt;
    FlightRequest request{decodeCode(value[kBehavior]), *box, *start, std::move(*known), *keep, *end, {}};
    if (value[kChange].isMap()) {
        request.change = decodeChange(value[kChange]);
        if (!request.change || request.change->at < firstTick(request) || request.change->at > *end)
            return std::nullopt;
    }
    return request;
}

QCborMap encodeReply(const FlightReply &reply)
{
    if (const auto *refusal = std::get_if<FlightRefusal>(&reply))
        return {{kBehavior, refusal->behavior}, {kRefused, refusal->reason}, {kFaulty, refusal->faulty}};
    const auto &answer = std::get<FlightAnswer>(reply);
    QCborMap map{{kCheckpoint, encodeState(answer.checkpoint)}, {kTrack, encodeTrack(answer.track)}};
    if (answer.diverged)
        map[kDiverged] = true;
    return map;
}

std::optional<FlightReply> decodeReply(const QCborValue &value)
{
    if (value[kRefused].isString())
        return FlightRefusal{value[kBehavior].toString(), value[kRefused].toString(),
                             value[kFaulty].toBool()};
    const auto checkpoint = decodeState(value[kCheckpoint]);
    auto track = decodeTrack(value[kTrack]);
    if (!checkpoint || !track || checkpoint->tick > track->end())
        return std::nullopt;
    return FlightAnswer{*checkpoint, std::move(*track), value[kDiverged].toBool()};
}

} // namespace everbounce
