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

/// Unknown if a node of an older minor version sent the record; nothing if it is malformed: its revisions
/// grow, up to that of the record and one more.
std::optional<Lineage> decodeStretches(const QCborValue &list, bool isOpen, std::uint64_t revision)
{
    if (list.isUndefined())
        return Lineage::unknown();
    std::vector<Lineage::Stretch> stretches;
    if (!cbor::Many{stretches, qsizetype(Lineage::mostStretches), cbor::asRow}.read(list))
        return std::nullopt;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const bool grows = i == 0 || stretches[i].from > stretches[i - 1].from;
        if (!grows || stretches[i].from > revision + 1)
            return std::nullopt;
    }
    return Lineage(isOpen, std::move(stretches));
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

QCborMap encodeRecord(const Record &record)
{
    QCborMap map = encoded(record, record.state);
    addLineage(map, record.lineage);
    return map;
}

void addLineage(QCborMap &map, const Lineage &lineage)
{
    auto stretches = lineage.stretches();
    map[kLineage] = cbor::Many{stretches, qsizetype(stretches.size()), cbor::asRow}.write();
    if (lineage.isOpen())
        map[kLineageOpen] = true;
}

std::optional<Lineage> takeLineage(QCborMap &map, std::uint64_t revision)
{
    const bool isOpen = map.take(kLineageOpen).toBool();
    return decodeStretches(map.take(kLineage), isOpen, revision);
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
