// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Record.h"

#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/flight/Soundness.h"
#include "engine/base/Printable.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kTerm("term");
constexpr QLatin1String kHolder("holder");
constexpr QLatin1String kRevision("revision");
constexpr QLatin1String kBehavior("behavior");
constexpr QLatin1String kLastGood("last_good");
constexpr QLatin1String kBehaviorHash("behavior_hash");
constexpr QLatin1String kLastGoodHash("last_good_hash");
constexpr QLatin1String kTrialEnd("trial_end");
constexpr QLatin1String kQuarantine("quarantine");
constexpr QLatin1String kBox("box");
constexpr QLatin1String kCheckpoint("checkpoint");
constexpr QLatin1String kTrack("track");
constexpr QLatin1String kApplied("applied");
constexpr int eraBits = 10; // 1024 ticks, about half a minute
constexpr qsizetype maxNameLength = 100;
/// A command comes again within seconds, and so many are not carried out in that time.
constexpr std::size_t maxApplied = 64;
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

QCborArray encodeApplied(const std::vector<AppliedCommand> &applied)
{
    QCborArray list;
    for (const AppliedCommand &command : applied)
        list.append(QCborArray{command.id, encodeUnsigned(command.revision), qint64(command.content)});
    return list;
}

/// None where a node of an older minor version sent the record.
std::vector<AppliedCommand> decodeApplied(const QCborArray &list)
{
    std::vector<AppliedCommand> applied;
    for (const QCborValue &item : list) {
        const auto revision = decodeCount(item[1]);
        const auto id = decodeName(item[0]);
        if (revision && id && applied.size() < maxApplied)
            applied.push_back({*id, *revision, std::uint32_t(item[2].toInteger())});
    }
    return applied;
}

/// Of what is built in, the mirror alone stays within the walls.
bool crossesWalls(const BehaviorRef &behavior)
{
    return behavior.hash.isEmpty() && behavior.name == QLatin1String("RandomRebound");
}

/// A trial takes seconds: one that would outlast the flight by more than any look-ahead is none.
Tick decodeTrialEnd(const QCborValue &value, Tick end)
{
    const Tick trialEnd = decodeTick(value).value_or(0);
    return trialEnd <= end + bounds::maxLookAhead ? trialEnd : 0;
}

} // namespace

void Record::noteApplied(const QString &id, std::uint32_t content)
{
    if (applied.size() >= maxApplied)
        applied.erase(applied.begin());
    applied.push_back({id, revision, content});
}

bool Record::isQuarantined(const BehaviorRef &ref) const
{
    return findIn(quarantine, ref) != quarantine.end();
}

QString Record::whyQuarantined(const BehaviorRef &ref) const
{
    const auto found = findIn(quarantine, ref);
    return found == quarantine.end() ? QString() : found->why;
}

void Record::putInQuarantine(const BehaviorRef &ref, const QString &why)
{
    takeOutOfQuarantine(ref);
    if (quarantine.size() >= maxQuarantined)
        quarantine.erase(quarantine.begin());
    quarantine.push_back({ref, printable(why, maxWhyLength)});
}

void Record::takeOutOfQuarantine(const BehaviorRef &ref)
{
    std::erase_if(quarantine, [&ref](const auto &each) { return each.behavior == ref; });
}

bool isSound(const Record &record)
{
    const Tick end = record.track.end();
    // The flight is computed again from the checkpoint, and its end is the last that an engine could reach.
    if (record.checkpoint.tick > end || end - record.checkpoint.tick > bounds::maxLookAhead)
        return false;
    const bool crossed = crossesWalls(record.behavior) || crossesWalls(record.lastGood);
    const Walls walls = crossed ? Walls::Crossed : Walls::Firm;
    return isSound(record.checkpoint, record.box, walls) && isSound(record.track, record.box, walls);
}

Freshness freshnessOf(std::uint64_t revision, Tick end)
{
    return {end >> eraBits, revision, end};
}

Freshness freshnessOf(const Record &record)
{
    return freshnessOf(record.revision, record.track.end());
}

QCborMap encodeRecord(const Record &record)
{
    return {
        {kTerm, encodeUnsigned(record.lease.term)},
        {kHolder, encodeUnsigned(record.lease.holder.value)},
        {kRevision, encodeUnsigned(record.revision)},
        {kBehavior, record.behavior.name},
        {kBehaviorHash, record.behavior.hash},
        {kLastGood, record.lastGood.name},
        {kLastGoodHash, record.lastGood.hash},
        {kTrialEnd, encodeUnsigned(record.trialEnd)},
        {kQuarantine, encodeQuarantine(record.quarantine)},
        {kBox, encodeBox(record.box)},
        {kCheckpoint, encodeState(record.checkpoint)},
        {kTrack, encodeTrack(record.track)},
        {kApplied, encodeApplied(record.applied)},
    };
}

std::optional<Record> decodeRecord(const QCborValue &value)
{
    const auto term = decodeCount(value[kTerm]);
    const auto holder = decodeUnsigned(value[kHolder]);
    const auto revision = decodeCount(value[kRevision]);
    const auto behavior = decodeRef(value[kBehavior], value[kBehaviorHash]);
    const auto lastGood = decodeRef(value[kLastGood], value[kLastGoodHash]);
    const auto box = decodeBox(value[kBox]);
    const auto checkpoint = decodeState(value[kCheckpoint]);
    auto track = decodeTrack(value[kTrack]);
    if (!term || !holder || !revision || !behavior || !lastGood || !box || !checkpoint || !track)
        return std::nullopt;
    const Record record{{*term, {*holder}},
                        *revision,
                        *behavior,
                        *lastGood,
                        decodeTrialEnd(value[kTrialEnd], track->end()),
                        decodeQuarantine(value[kQuarantine].toArray()),
                        *box,
                        *checkpoint,
                        std::move(*track),
                        decodeApplied(value[kApplied].toArray())};
    return isSound(record) ? std::optional(record) : std::nullopt;
}

} // namespace everbounce
