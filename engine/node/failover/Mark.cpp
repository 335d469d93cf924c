// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/Mark.h"

#include "engine/base/Bounds.h"
#include "engine/base/CborNumbers.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/singleton/peer/RecordKeys.h"

namespace everbounce {
namespace {

constexpr QLatin1String kFrom("from");
constexpr QLatin1String kTo("to");
constexpr QLatin1String kAt("at");
constexpr QLatin1String kEnd("end");
constexpr QLatin1String kMarks("marks");

std::uint64_t termIn(const Ask &)
{
    return 0;
}
std::uint64_t termIn(const Handover &handover)
{
    return handover.from.term;
}
template<typename Body>
std::uint64_t termIn(const Body &body)
{
    return body.lease.term;
}

QCborArray encodeLease(const Lease &lease)
{
    return {encodeUnsigned(lease.term), encodeUnsigned(lease.holder.value)};
}

std::optional<Lease> decodeLease(const QCborValue &value)
{
    const auto term = decodeCount(value[0]);
    const auto holder = decodeUnsigned(value[1]);
    if (!term || !holder || (*term == 0) != (*holder == 0))
        return std::nullopt;
    return Lease{*term, {*holder}};
}

std::optional<double> decodeMoment(const QCborValue &value)
{
    const double tick = value.toDouble(-1);
    return tick >= 0 && tick <= double(bounds::maxTick) ? std::optional(tick) : std::nullopt;
}

template<typename Enum>
std::optional<Enum> decodeEnum(const QCborValue &value, Enum last)
{
    const qint64 number = value.toInteger(-1);
    return number >= 0 && number <= qint64(last) ? std::optional(Enum(number)) : std::nullopt;
}

QCborArray encodeMark(const Mark &mark)
{
    return {mark.tick, int(mark.kind), encodeUnsigned(mark.peer.value), int(mark.message),
            encodeUnsigned(mark.number)};
}

std::optional<Mark> decodeMark(const QCborValue &value)
{
    const auto tick = decodeMoment(value[0]);
    const auto kind = decodeEnum(value[1], Mark::Kind::Shown);
    const auto peer = decodeUnsigned(value[2]);
    const auto message = decodeEnum(value[3], Mark::Message::Record);
    const auto number = decodeCount(value[4]);
    if (!tick || !kind || !peer || !message || !number)
        return std::nullopt;
    return Mark{*tick, *kind, {*peer}, *message, *number};
}

} // namespace

std::pair<Mark::Message, std::uint64_t> messageOf(const QCborMap &map)
{
    const auto message = decodeLeaseMessage(map);
    if (!message)
        return {Mark::Message::None, 0};
    if (std::holds_alternative<Renewal>(message->body) && map.contains(kRecord))
        return {Mark::Message::Record, message->standing.freshness.revision};
    if (const auto *lost = std::get_if<Lost>(&message->body); lost && lost->vote)
        return {Mark::Message::Vote, lost->vote.term};
    // The enumeration has the bodies in their order, after None.
    static_assert(std::variant_size_v<LeaseBody> == std::size_t(Mark::Message::Handover));
    return {Mark::Message(message->body.index() + 1),
            std::visit([](const auto &body) { return termIn(body); }, message->body)};
}

QCborMap encodeChange(const Change &change, bool withMarks)
{
    QCborMap map{{kFrom, encodeLease(change.from)},
                 {kTo, encodeLease(change.to)},
                 {kAt, change.tick},
                 {kEnd, change.endTick}};
    if (!withMarks)
        return map;
    QCborArray marks;
    for (const Mark &mark : change.marks)
        marks.append(encodeMark(mark));
    map[kMarks] = marks;
    return map;
}

std::optional<Change> decodeChange(const QCborMap &map)
{
    const auto from = decodeLease(map[kFrom]);
    const auto to = decodeLease(map[kTo]);
    const auto tick = decodeMoment(map[kAt]);
    const auto end = decodeMoment(map[kEnd]);
    const QCborArray marks = map[kMarks].toArray();
    if (!from || !to || !*from || !*to || !tick || !end || marks.size() > qsizetype(mostMarks))
        return std::nullopt;
    Change change{*from, *to, *tick, *end, {}};
    for (const QCborValue &value : marks) {
        const auto mark = decodeMark(value);
        if (!mark)
            return std::nullopt;
        change.marks.push_back(*mark);
    }
    return change;
}

} // namespace everbounce
