// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Record.h"

#include "engine/base/cbor/CborFields.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kTerm("term");
constexpr QLatin1String kHolder("holder");
constexpr QLatin1String kRevision("revision");
constexpr QLatin1String kApplied("applied");
constexpr QLatin1String kLineage("lineage");
constexpr QLatin1String kLineageOpen("lineage_open");
constexpr QLatin1String kEarlier("lineage_before");
constexpr QLatin1String kEarlierOpen("lineage_before_open");
constexpr int eraBits = 10; // 1024 ticks, about half a minute
constexpr qsizetype maxIdLength = 100;
/// A command comes again within seconds, and fewer than this many are carried out in that time.
constexpr std::size_t maxApplied = 64;

struct ContentDigest
{
    std::uint32_t &value;

    QCborValue write() const { return qint64(value); }
    bool read(const QCborValue &from) { return cbor::keep(value, true, std::uint32_t(from.toInteger())); }
};

} // namespace

template<class Archive>
bool row(Archive &a, AppliedCommand &m)
{
    return a(cbor::Name{m.id, maxIdLength}) && a(cbor::Count{m.revision}) && a(ContentDigest{m.content});
}
template<class Archive>
bool row(Archive &a, Lineage::Stretch &m)
{
    return a(cbor::Count{m.lease.term}) && a(cbor::Node{m.lease.holder}) && a(cbor::Count{m.from});
}
/// All but the state and the lineage. A node of an older minor version sends no applied commands.
template<class Archive>
bool fields(Archive &a, Record &m)
{
    return a(kTerm, cbor::Count{m.lease.term}) && a(kHolder, cbor::AnyNode{m.lease.holder}) &&
           a(kRevision, cbor::Count{m.revision}) &&
           a(kApplied, cbor::Sound{m.applied, qsizetype(maxApplied), cbor::asRow});
}

namespace {

using Stretches = std::vector<Lineage::Stretch>;

QCborValue encodeStretches(Stretches stretches)
{
    return cbor::Many{stretches, qsizetype(stretches.size()), cbor::asRow}.write();
}

std::optional<Stretches> decodeStretches(const QCborValue &list, std::size_t most)
{
    Stretches stretches;
    if (!cbor::Many{stretches, qsizetype(most), cbor::asRow}.read(list))
        return std::nullopt;
    return stretches;
}

/// Their revisions grow, up to that of the record and one more.
bool growUpTo(std::uint64_t revision, const Stretches &stretches)
{
    const auto isOutOfOrder = [](const Lineage::Stretch &one, const Lineage::Stretch &next) {
        return next.from <= one.from;
    };
    return std::ranges::adjacent_find(stretches, isOutOfOrder) == stretches.end() &&
           (stretches.empty() || stretches.back().from <= revision + 1);
}

} // namespace

void Record::noteApplied(const QString &id, std::uint32_t content)
{
    if (applied.size() >= maxApplied)
        applied.erase(applied.begin());
    applied.push_back({id, revision, content});
}

const AppliedCommand *Record::find(const QString &id) const
{
    const auto found = std::ranges::find(applied, id, &AppliedCommand::id);
    return found == applied.end() ? nullptr : &*found;
}

Freshness freshnessOf(std::uint64_t revision, Tick end)
{
    return {end >> eraBits, revision, end};
}

Freshness freshnessOf(const Record &record)
{
    return freshnessOf(record.revision, record.reach.end);
}

QCborMap encodeRecord(const Record &record, std::size_t stretches)
{
    QCborMap map = encoded(record, record.state);
    addLineage(map, record.lineage, stretches);
    return map;
}

void addLineage(QCborMap &map, const Lineage &lineage, std::size_t stretches)
{
    const Lineage latest = lineage.latest(stretches);
    map[kLineage] = encodeStretches(latest.stretches());
    if (latest.isOpen())
        map[kLineageOpen] = true;
}

void addEarlierLineage(QCborMap &map, const Lineage &lineage, std::size_t stretches)
{
    const Lineage earlier = lineage.beforeLatest(stretches);
    if (earlier.stretches().empty())
        return;
    map[kEarlier] = encodeStretches(earlier.stretches());
    if (earlier.isOpen())
        map[kEarlierOpen] = true;
}

std::optional<Lineage> takeLineage(QCborMap &map, std::uint64_t revision)
{
    const QCborValue latest = map.take(kLineage), earlier = map.take(kEarlier);
    const bool isOpen = map.take(kLineageOpen).toBool(), isEarlierOpen = map.take(kEarlierOpen).toBool();
    if (latest.isUndefined())
        return Lineage::unknown();
    auto stretches = decodeStretches(earlier, Lineage::mostStretches);
    const auto last = decodeStretches(latest, Lineage::mostTold);
    if (!stretches || !last)
        return std::nullopt;
    const bool hasEarlier = !stretches->empty();
    stretches->insert(stretches->end(), last->begin(), last->end());
    if (!growUpTo(revision, *stretches))
        return std::nullopt;
    return Lineage(hasEarlier ? isEarlierOpen : isOpen, std::move(*stretches));
}

std::optional<Record> decodeRecord(const QCborValue &value, const StateCheck &check)
{
    QCborMap state = value.toMap();
    auto record = decoded<Record>(state);
    const auto lineage = takeLineage(state, record ? record->revision : 0);
    for (const QLatin1String key : {kTerm, kHolder, kRevision, kApplied})
        state.remove(key);
    const auto sound = record && lineage ? check(state) : std::nullopt;
    if (!sound)
        return std::nullopt;
    record->state = sound->state;
    record->reach = sound->reach;
    record->lineage = *lineage;
    return record;
}

} // namespace everbounce
