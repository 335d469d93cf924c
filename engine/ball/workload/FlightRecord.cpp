// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/workload/FlightRecord.h"

#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/flight/Soundness.h"
#include "engine/base/cbor/CborFields.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kBehavior("behavior");
constexpr QLatin1String kLastGood("last_good");
constexpr QLatin1String kBehaviorHash("behavior_hash");
constexpr QLatin1String kLastGoodHash("last_good_hash");
constexpr QLatin1String kTrialEnd("trial_end");
constexpr QLatin1String kQuarantine("quarantine");
constexpr QLatin1String kBox("box");
constexpr QLatin1String kCheckpoint("checkpoint");
constexpr QLatin1String kTrack("track");
constexpr qsizetype maxNameLength = 100;
constexpr std::size_t maxQuarantined = 64;
constexpr qsizetype hashLength = 64;
constexpr qsizetype maxWhyLength = 200;

/// Empty where the behaviour is no script.
struct Hash
{
    QByteArray &value;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        const QByteArray digits = from.toByteArray();
        return cbor::keep(value, digits.isEmpty() || digits.size() == hashLength, digits);
    }
};

auto findIn(const std::vector<QuarantinedBehavior> &quarantine, const BehaviorRef &ref)
{
    return std::find_if(quarantine.begin(), quarantine.end(),
                        [&ref](const auto &each) { return each.behavior == ref; });
}

/// Of the built-in behaviours, only the mirror stays within the walls.
bool crossesWalls(const BehaviorRef &behavior)
{
    return behavior.hash.isEmpty() && behavior.name == QLatin1String("RandomRebound");
}

} // namespace

bool FlightRecord::isQuarantined(const BehaviorRef &ref) const
{
    return findIn(quarantine, ref) != quarantine.end();
}

QString FlightRecord::whyQuarantined(const BehaviorRef &ref) const
{
    const auto found = findIn(quarantine, ref);
    return found == quarantine.end() ? QString() : found->why;
}

void FlightRecord::putInQuarantine(const BehaviorRef &ref, const QString &why)
{
    takeOutOfQuarantine(ref);
    if (quarantine.size() >= maxQuarantined)
        quarantine.erase(quarantine.begin());
    quarantine.push_back({ref, printable(why, maxWhyLength)});
}

void FlightRecord::takeOutOfQuarantine(const BehaviorRef &ref)
{
    std::erase_if(quarantine, [&ref](const auto &each) { return each.behavior == ref; });
}

bool isSound(const FlightRecord &record)
{
    // Everybody's ball flies in the one box that pages and windows draw.
    if (record.box != Box())
        return false;
    const Tick end = record.track.end();
    // The flight is computed again from the checkpoint, and an engine must be able to reach its end.
    if (record.checkpoint.tick > end || end - record.checkpoint.tick > bounds::maxLookAhead)
        return false;
    const bool crossed = crossesWalls(record.behavior) || crossesWalls(record.lastGood);
    const Walls walls = crossed ? Walls::Crossed : Walls::Firm;
    return isSound(record.checkpoint, record.box, walls) && isSound(record.track, record.box, walls);
}

template<class Archive>
bool row(Archive &a, QuarantinedBehavior &m)
{
    return a(cbor::Name{m.behavior.name, maxNameLength}) && a(Hash{m.behavior.hash}) &&
           a(cbor::Shown{m.why, maxWhyLength});
}
template<class Archive>
bool fields(Archive &a, FlightRecord &m)
{
    return a(kBehavior, cbor::Name{m.behavior.name, maxNameLength}) &&
           a(kBehaviorHash, Hash{m.behavior.hash}) &&
           a(kLastGood, cbor::Name{m.lastGood.name, maxNameLength}) &&
           a(kLastGoodHash, Hash{m.lastGood.hash}) && a(kTrialEnd, cbor::Lenient{cbor::At{m.trialEnd}}) &&
           a(kQuarantine, cbor::Sound{m.quarantine, qsizetype(maxQuarantined), cbor::asRow}) &&
           a(kBox, cbor::Coded{m.box, encodeBox, decodeBox}) &&
           a(kCheckpoint, cbor::Coded{m.checkpoint, encodeState, decodeState}) &&
           a(kTrack, cbor::Coded{m.track, encodeTrack, decodeTrack});
}

QCborMap encodeFlight(const FlightRecord &record)
{
    return encoded(record);
}

std::optional<FlightRecord> decodeFlight(const QCborMap &map)
{
    auto record = decoded<FlightRecord>(map);
    // A trial takes seconds: one that would outlast the flight by more than any look-ahead is ignored.
    if (record && record->trialEnd > record->track.end() + bounds::maxLookAhead)
        record->trialEnd = 0;
    return record && isSound(*record) ? record : std::nullopt;
}

} // namespace everbounce
