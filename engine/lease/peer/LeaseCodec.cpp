// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/LeaseCodec.h"

#include "engine/base/Bounds.h"
#include "engine/base/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"

#include <algorithm>
#include <array>
#include <utility>

// One table serves both directions: `fields` names the fields of each kind of message. It runs with a Writer,
// which puts them into a map, or with a Reader, which takes them out and checks them. A new field or a new
// message is one more line in the table. Each entry names all fields of its struct, so a forgotten one does
// not compile.

namespace everbounce {
namespace {

constexpr QLatin1String kStanding("standing");
constexpr QLatin1String kBody("body");

/// A lease that must not be empty: with a term and a holder.
struct Real
{
    Lease &lease;
};

/// Left out if it is empty: no lease, no time, or false.
template<class Value>
struct Optional
{
    Value &value;
};

bool isSet(const Lease &lease)
{
    return bool(lease);
}
bool isSet(bool value)
{
    return value;
}
bool isSet(Duration length)
{
    return length > Duration(0);
}

// ---- The table -------------------------------------------------------------------------------------------

template<class Archive>
bool fields(Archive &a, Lease &m)
{
    auto &[term, holder] = m;
    return a(QLatin1String("term"), term) && a(QLatin1String("holder"), holder);
}
template<class Archive>
bool fields(Archive &a, Standing &m)
{
    auto &[freshness, draining] = m;
    auto &[era, revision, end] = freshness;
    return a(QLatin1String("era"), era) && a(QLatin1String("revision"), revision) &&
           a(QLatin1String("end"), end) && a(QLatin1String("draining"), draining);
}
template<class Archive>
bool fields(Archive &a, Renewal &m)
{
    auto &[lease, length] = m;
    return a(QLatin1String("lease"), Real{lease}) && a(QLatin1String("length"), Optional<Duration>{length});
}
template<class Archive>
bool fields(Archive &a, Lost &m)
{
    auto &[lease, answer, vote] = m;
    return a(QLatin1String("lease"), Real{lease}) && a(QLatin1String("answer"), answer) &&
           a(QLatin1String("vote"), Optional<Lease>{vote});
}
template<class Archive>
bool fields(Archive &a, Ask &m)
{
    auto &[nonce] = m;
    return a(QLatin1String("nonce"), nonce);
}
template<class Archive>
bool fields(Archive &a, Known &m)
{
    auto &[nonce, lease, remaining, holder] = m;
    return a(QLatin1String("nonce"), nonce) && a(QLatin1String("lease"), lease) &&
           a(QLatin1String("remaining"), remaining) && a(QLatin1String("holder"), holder);
}
template<class Archive>
bool fields(Archive &a, Claim &m)
{
    auto &[lease] = m;
    return a(QLatin1String("lease"), Real{lease});
}
template<class Archive>
bool fields(Archive &a, Vote &m)
{
    auto &[lease] = m;
    return a(QLatin1String("lease"), Real{lease});
}
template<class Archive>
bool fields(Archive &a, Handover &m)
{
    auto &[from, own] = m;
    return a(QLatin1String("from"), Real{from}) && a(QLatin1String("own"), Optional<bool>{own});
}

/// The names of the bodies, in the order of LeaseBody.
constexpr std::array bodyNames{QLatin1String("renewal"), QLatin1String("lost"),  QLatin1String("ask"),
                               QLatin1String("known"),   QLatin1String("claim"), QLatin1String("vote"),
                               QLatin1String("handover")};
static_assert(bodyNames.size() == std::variant_size_v<LeaseBody>);

// ---- Both ways -------------------------------------------------------------------------------------------

class Writer
{
public:
    QCborMap map;

    bool operator()(QLatin1String key, std::uint64_t value) { return put(key, encodeUnsigned(value)); }
    bool operator()(QLatin1String key, bool value) { return put(key, value); }
    bool operator()(QLatin1String key, Duration value) { return put(key, qint64(value.count())); }
    template<class Value>
    bool operator()(QLatin1String key, Optional<Value> o)
    {
        return !isSet(o.value) || (*this)(key, o.value);
    }
    bool operator()(QLatin1String key, NodeId value) { return put(key, encodeNodeId(value)); }
    bool operator()(QLatin1String key, Real real) { return (*this)(key, real.lease); }
    bool operator()(QLatin1String key, Lease &value) { return nested(key, value); }
    bool operator()(QLatin1String key, Standing &value) { return nested(key, value); }

private:
    bool put(QLatin1String key, const QCborValue &value)
    {
        map.insert(key, value);
        return true;
    }
    template<class Value>
    bool nested(QLatin1String key, Value &value)
    {
        Writer inner;
        return fields(inner, value) && put(key, inner.map);
    }
};

class Reader
{
public:
    explicit Reader(const QCborMap &from)
        : map(from)
    {
    }

    const QCborMap map;

    bool operator()(QLatin1String key, std::uint64_t &value)
    {
        const auto number = decodeCount(map[key]);
        value = number.value_or(0);
        return number.has_value();
    }
    bool operator()(QLatin1String key, bool &value)
    {
        value = map[key].toBool();
        return map[key].isBool();
    }
    bool operator()(QLatin1String key, Duration &value)
    {
        const qint64 number = map[key].toInteger(-1);
        value = Duration(number);
        return number >= 0 && value <= bounds::maxRemaining;
    }
    template<class Value>
    bool operator()(QLatin1String key, Optional<Value> o)
    {
        return !map.contains(key) || ((*this)(key, o.value) && isSet(o.value));
    }
    bool operator()(QLatin1String key, NodeId &value)
    {
        value = NodeId{std::uint64_t(map[key].toInteger())};
        return map[key].isInteger();
    }
    bool operator()(QLatin1String key, Lease &lease)
    {
        return nested(key, lease) && bool(lease) == bool(lease.holder);
    }
    bool operator()(QLatin1String key, Real real) { return (*this)(key, real.lease) && real.lease; }
    bool operator()(QLatin1String key, Standing &value) { return nested(key, value); }

private:
    template<class Value>
    bool nested(QLatin1String key, Value &value)
    {
        Reader inner(map[key].toMap());
        return fields(inner, value);
    }
};

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
    LeaseMessage copy = message; // the table takes references that a Reader could write to
    Writer writer;
    std::visit([&](auto &body) { fields(writer, body); }, copy.body);
    writer(kStanding, copy.standing);
    writer.map.insert(kType, kLeaseType);
    writer.map.insert(kBody, bodyNames[copy.body.index()]);
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
    Reader reader(map);
    const bool good = reader(kStanding, message.standing) &&
                      std::visit([&](auto &body) { return fields(reader, body); }, message.body);
    return good ? std::optional(message) : std::nullopt;
}

} // namespace everbounce
