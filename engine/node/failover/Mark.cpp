// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/Mark.h"

#include "engine/base/cbor/CborFields.h"
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

} // namespace

template<class Archive>
bool row(Archive &a, Lease &m)
{
    return a(cbor::Count{m.term}) && a(cbor::AnyNode{m.holder}) && bool(m) == bool(m.holder);
}
template<class Archive>
bool row(Archive &a, Mark &m)
{
    return a(cbor::Moment{m.tick}) && a(cbor::choice(m.kind, Mark::Kind::Shown)) &&
           a(cbor::AnyNode{m.peer}) && a(cbor::choice(m.message, Mark::Message::Record)) &&
           a(cbor::Count{m.number});
}
template<class Archive>
bool fields(Archive &a, Change &m)
{
    return a(kFrom, cbor::Row{m.from}) && a(kTo, cbor::Row{m.to}) && a(kAt, cbor::Moment{m.tick}) &&
           a(kEnd, cbor::Moment{m.endTick}) &&
           a(kMarks, cbor::Many{m.marks, qsizetype(mostMarks), cbor::asRow}) && m.from && m.to;
}

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
    QCborMap map = encoded(change);
    if (!withMarks)
        map.remove(kMarks);
    return map;
}

std::optional<Change> decodeChange(const QCborMap &map)
{
    return decoded<Change>(map);
}

} // namespace everbounce
