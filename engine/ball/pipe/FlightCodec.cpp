// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/pipe/Flight.h"
#include "engine/base/cbor/CborFields.h"

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

std::optional<BehaviorCode> decodeCode(const QCborValue &value)
{
    using Kind = BehaviorCode::Kind;
    const QString name = value[kName].toString();
    if (value[kPlugin].isString())
        return BehaviorCode{Kind::Plugin, name, value[kPlugin].toString(), {}};
    if (value[kScript].isByteArray())
        return BehaviorCode{Kind::Script, name, {}, value[kScript].toByteArray()};
    return BehaviorCode{Kind::Builtin, name, {}, {}};
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

/// All but the change.
template<class Archive>
bool fields(Archive &a, FlightRequest &m)
{
    return a(kBehavior, cbor::Coded{m.behavior, encodeCode, decodeCode}) &&
           a(kBox, cbor::Coded{m.box, encodeBox, decodeBox}) &&
           a(kStart, cbor::Coded{m.start, encodeState, decodeState}) &&
           a(kKnown, cbor::Coded{m.known, encodeTrack, decodeTrack}) && a(kKeep, cbor::At{m.keep}) &&
           a(kEnd, cbor::At{m.end}) && m.end >= m.start.tick && m.end >= m.known.end() &&
           m.end - m.start.tick <= bounds::maxLookAhead;
}
template<class Archive>
bool fields(Archive &a, FlightAnswer &m)
{
    return a(kCheckpoint, cbor::Coded{m.checkpoint, encodeState, decodeState}) &&
           a(kTrack, cbor::Coded{m.track, encodeTrack, decodeTrack}) &&
           a(kDiverged, cbor::Lenient{cbor::Optional{cbor::Flag{m.diverged}}}) &&
           m.checkpoint.tick <= m.track.end();
}

QCborMap encodeRequest(const FlightRequest &request)
{
    QCborMap map = encoded(request);
    if (request.change)
        map[kChange] = encodeChange(*request.change);
    return map;
}

std::optional<FlightRequest> decodeRequest(const QCborValue &value)
{
    auto request = decoded<FlightRequest>(value.toMap());
    if (!request || !value[kChange].isMap())
        return request;
    request->change = decodeChange(value[kChange]);
    const bool isInTime =
        request->change && request->change->at >= firstTick(*request) && request->change->at <= request->end;
    return isInTime ? request : std::nullopt;
}

QCborMap encodeReply(const FlightReply &reply)
{
    if (const auto *refusal = std::get_if<FlightRefusal>(&reply))
        return {{kBehavior, refusal->behavior}, {kRefused, refusal->reason}, {kFaulty, refusal->faulty}};
    return encoded(std::get<FlightAnswer>(reply));
}

std::optional<FlightReply> decodeReply(const QCborValue &value)
{
    if (value[kRefused].isString())
        return FlightRefusal{value[kBehavior].toString(), value[kRefused].toString(),
                             value[kFaulty].toBool()};
    return decoded<FlightAnswer>(value.toMap());
}

} // namespace everbounce
