// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Record.h"

#include "engine/base/CborNumbers.h"

#include <QCborArray>

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

QCborArray encodeApplied(const std::vector<AppliedCommand> &applied)
{
    QCborArray list;
    for (const AppliedCommand &command : applied)
        list.append(QCborArray{command.id, encodeUnsigned(command.revision), qint64(command.content)});
    return list;
}

/// None if a node of an older minor version sent the record.
std::vector<AppliedCommand> decodeApplied(const QCborArray &list)
{
    std::vector<AppliedCommand> applied;
    for (const QCborValue &item : list) {
        const auto revision = decodeCount(item[1]);
        const QString id = item[0].toString();
        if (revision && !id.isEmpty() && id.size() <= maxIdLength && applied.size() < maxApplied)
            applied.push_back({id, *revision, std::uint32_t(item[2].toInteger())});
    }
    return applied;
}

QCborArray encodeStretches(const Lineage &lineage)
{
    QCborArray list;
    for (const Lineage::Stretch &stretch : lineage.stretches())
        list.append(QCborArray{encodeUnsigned(stretch.lease.term), encodeNodeId(stretch.lease.holder),
                               encodeUnsigned(stretch.from)});
    return list;
}

/// Unknown if a node of an older minor version sent the record; nothing if it is malformed: its revisions
/// grow, up to that of the record and one more.
std::optional<Lineage> decodeStretches(const QCborValue &list, bool isOpen, std::uint64_t revision)
{
    if (list.isUndefined())
        return Lineage::unknown();
    std::vector<Lineage::Stretch> stretches;
    for (const QCborValue &item : list.toArray()) {
        const auto term = decodeCount(item[0]);
        const auto holder = decodeNodeId(item[1]);
        const auto from = decodeCount(item[2]);
        const bool grows = stretches.empty() || (from && *from > stretches.back().from);
        if (!term || !holder || !from || !grows || *from > revision + 1 ||
            stretches.size() >= Lineage::mostStretches)
            return std::nullopt;
        stretches.push_back({{*term, *holder}, *from});
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
    QCborMap map = record.state;
    map[kTerm] = encodeUnsigned(record.lease.term);
    map[kHolder] = encodeUnsigned(record.lease.holder.value);
    map[kRevision] = encodeUnsigned(record.revision);
    map[kApplied] = encodeApplied(record.applied);
    addLineage(map, record.lineage);
    return map;
}

void addLineage(QCborMap &map, const Lineage &lineage)
{
    map[kLineage] = encodeStretches(lineage);
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
    const auto term = decodeCount(state.take(kTerm));
    const auto holder = decodeUnsigned(state.take(kHolder));
    const auto revision = decodeCount(state.take(kRevision));
    const QCborArray applied = state.take(kApplied).toArray();
    const auto lineage = takeLineage(state, revision.value_or(0));
    if (!term || !holder || !revision || !lineage)
        return std::nullopt;
    const auto sound = check(state);
    if (!sound)
        return std::nullopt;
    return Record{{*term, {*holder}},     *revision, sound->state, sound->reach,
                  decodeApplied(applied), *lineage};
}

} // namespace everbounce
