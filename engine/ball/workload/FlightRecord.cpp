// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/workload/FlightRecord.h"

#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/flight/Soundness.h"
#include "engine/base/Printable.h"

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

std::optional<QString> decodeName(const QCborValue &value)
{
    const QString name = value.toString();
    if (name.isEmpty() || name.size() > maxNameLength)
        return std::nullopt;
    return name;
}

/// Its name, and its hash where it is a script.
std::optional<BehaviorRef> decodeRef(const QCborValue &name, const QCborValue &hash)
{
    const auto decoded = decodeName(name);
    const QByteArray digits = hash.toByteArray();
    if (!decoded || (!digits.isEmpty() && digits.size() != hashLength))
        return std::nullopt;
    return BehaviorRef{*decoded, digits};
}

QCborArray encodeQuarantine(const std::vector<QuarantinedBehavior> &quarantine)
{
    QCborArray list;
    for (const auto &[behavior, why] : quarantine)
        list.append(QCborArray{behavior.name, behavior.hash, why});
    return list;
}

std::vector<QuarantinedBehavior> decodeQuarantine(const QCborArray &list)
{
    std::vector<QuarantinedBehavior> quarantine;
    for (const QCborValue &item : list) {
        const auto behavior = decodeRef(item[0], item[1]);
        if (behavior && quarantine.size() < maxQuarantined)
            quarantine.push_back({*behavior, printable(item[2].toString(), maxWhyLength)});
    }
    return quarantine;
}

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

/// A trial takes seconds: one that would outlast the flight by more than any look-ahead is ignored.
Tick decodeTrialEnd(const QCborValue &value, Tick end)
{
    const Tick trialEnd = decodeTick(value).value_or(0);
    return trialEnd <= end + bounds::maxLookAhead ? trialEnd : 0;
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

QCborMap encodeFlight(const FlightRecord &record)
{
    return {
        {kBehavior, record.behavior.name},
        {kBehaviorHash, record.behavior.hash},
        {kLastGood, record.lastGood.name},
        {kLastGoodHash, record.lastGood.hash},
        {kTrialEnd, encodeUnsigned(record.trialEnd)},
        {kQuarantine, encodeQuarantine(record.quarantine)},
        {kBox, encodeBox(record.box)},
        {kCheckpoint, encodeState(record.checkpoint)},
        {kTrack, encodeTrack(record.track)},
    };
}

std::optional<FlightRecord> decodeFlight(const QCborMap &map)
{
    const auto behavior = decodeRef(map[kBehavior], map[kBehaviorHash]);
    const auto lastGood = decodeRef(map[kLastGood], map[kLastGoodHash]);
    const auto box = decodeBox(map[kBox]);
    const auto checkpoint = decodeState(map[kCheckpoint]);
    auto track = decodeTrack(map[kTrack]);
    if (!behavior || !lastGood || !box || !checkpoint || !track)
        return std::nullopt;
    const FlightRecord record{*behavior,
                              *lastGood,
                              decodeTrialEnd(map[kTrialEnd], track->end()),
                              decodeQuarantine(map[kQuarantine].toArray()),
                              *box,
                              *checkpoint,
                              std::move(*track)};
    return isSound(record) ? std::optional(record) : std::nullopt;
}

} // namespace everbounce
