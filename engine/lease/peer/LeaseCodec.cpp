// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/LeaseCodec.h"

#include "engine/base/cbor/CborFields.h"
#include "engine/cluster/link/MessageKeys.h"

#include <algorithm>
#include <array>
#include <utility>

// A new field or a new message is one more line. Each message names all fields of its struct, so a forgotten
// one does not compile.

namespace everbounce {
namespace {

constexpr QLatin1String kTerm("term");
constexpr QLatin1String kHolder("holder");
constexpr QLatin1String kLease("lease");
constexpr QLatin1String kStanding("standing");
constexpr QLatin1String kBody("body");

/// A lease that must not be empty: with a term and a holder.
struct RealLease
{
    Lease &value;

    QCborValue write() { return cbor::Nested{value}.write(); }
    bool read(const QCborValue &from) { return cbor::Nested{value}.read(from) && value; }
};

/// What is left of a lease, in nanoseconds.
struct Remaining
{
    Duration &value;

    QCborValue write() const { return qint64(value.count()); }
    bool read(const QCborValue &from)
    {
        qint64 left = 0;
        const bool isSound = cbor::Number{left, 0, bounds::maxRemaining.count()}.read(from);
        return cbor::keep(value, isSound, Duration(left));
    }
};

} // namespace

template<class Archive>
bool fields(Archive &a, Lease &m)
{
    auto &[term, holder] = m;
    return a(kTerm, cbor::Count{term}) && a(kHolder, cbor::AnyNode{holder}) && bool(m) == bool(holder);
}
template<class Archive>
bool fields(Archive &a, Standing &m)
{
    auto &[freshness, draining] = m;
    auto &[era, revision, end] = freshness;
    return a(QLatin1String("era"), cbor::Count{era}) && a(QLatin1String("revision"), cbor::Count{revision}) &&
           a(QLatin1String("end"), cbor::Count{end}) && a(QLatin1String("draining"), cbor::Flag{draining});
}
template<class Archive>
bool fields(Archive &a, Renewal &m)
{
    auto &[lease, length] = m;
    return a(kLease, RealLease{lease}) && a(QLatin1String("length"), cbor::Optional{Remaining{length}});
}
template<class Archive>
bool fields(Archive &a, Lost &m)
{
    auto &[lease, answer, vote] = m;
    return a(kLease, RealLease{lease}) && a(QLatin1String("answer"), cbor::Flag{answer}) &&
           a(QLatin1String("vote"), cbor::Optional{cbor::Nested{vote}});
}
template<class Archive>
bool fields(Archive &a, Ask &m)
{
    auto &[nonce] = m;
    return a(QLatin1String("nonce"), cbor::Count{nonce});
}
template<class Archive>
bool fields(Archive &a, Known &m)
{
    auto &[nonce, lease, remaining, holder] = m;
    return a(QLatin1String("nonce"), cbor::Count{nonce}) && a(kLease, cbor::Nested{lease}) &&
           a(QLatin1String("remaining"), Remaining{remaining}) && a(kHolder, cbor::Nested{holder});
}
template<class Archive>
bool fields(Archive &a, Claim &m)
{
    auto &[lease] = m;
    return a(kLease, RealLease{lease});
}
template<class Archive>
bool fields(Archive &a, Vote &m)
{
    auto &[lease] = m;
    return a(kLease, RealLease{lease});
}
template<class Archive>
bool fields(Archive &a, Handover &m)
{
    auto &[from, own] = m;
    return a(QLatin1String("from"), RealLease{from}) &&
           a(QLatin1String("own"), cbor::Optional{cbor::Flag{own}});
}

namespace {

/// The names of the bodies, in the order of LeaseBody.
constexpr std::array bodyNames{QLatin1String("renewal"), QLatin1String("lost"),  QLatin1String("ask"),
                               QLatin1String("known"),   QLatin1String("claim"), QLatin1String("vote"),
                               QLatin1String("handover")};
static_assert(bodyNames.size() == std::variant_size_v<LeaseBody>);

/// An empty body of the kind with that number.
template<std::size_t... Index>
LeaseBody emptyBody(std::size_t kind, std::index_sequence<Index...>)
{
    LeaseBody body;
    ((kind == Index ? void(body.emplace<Index>()) : void()), ...);
    return body;
}

} // namespace

QCborMap encodeLeaseMessage(const LeaseMessage &message)
{
    CborWriter writer{std::visit([](const auto &body) { return encoded(body); }, message.body)};
    Standing standing = message.standing;
    writer(kStanding, cbor::Nested{standing});
    writer.map.insert(kType, kLeaseType);
    writer.map.insert(kBody, bodyNames[message.body.index()]);
    return writer.map;
}

bool isLeaseMessage(const QCborMap &map)
{
    const QString name = map[kBody].toString();
    return map[kType].toString() == kLeaseType &&
           std::find(bodyNames.begin(), bodyNames.end(), name) != bodyNames.end();
}

std::optional<LeaseMessage> decodeLeaseMessage(const QCborMap &map)
{
    if (!isLeaseMessage(map))
        return std::nullopt;
    const auto kind = std::find(bodyNames.begin(), bodyNames.end(), map[kBody].toString());
    LeaseMessage message;
    message.body = emptyBody(std::size_t(kind - bodyNames.begin()),
                             std::make_index_sequence<std::variant_size_v<LeaseBody>>());
    CborReader reader{map};
    const bool good = reader(kStanding, cbor::Nested{message.standing}) &&
                      std::visit([&](auto &body) { return fields(reader, body); }, message.body);
    return good ? std::optional(message) : std::nullopt;
}

} // namespace everbounce
