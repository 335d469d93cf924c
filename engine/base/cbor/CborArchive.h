// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborArray>
#include <QCborMap>

#include <optional>
#include <utility>

// One description of a message serves both directions. It names each field once, with its kind
// (engine/base/cbor/CborFields.h), which knows how it is written and within which bound it is read:
//
//     template<class Archive>
//     bool fields(Archive &a, Greeting &m)
//     {
//         return a(kFrom, cbor::Node{m.from}) && a(kTerm, cbor::Count{m.term}) && m.term > 0;
//     }
//
//     const QCborMap map = encoded(greeting);
//     const std::optional<Greeting> same = decoded<Greeting>(map);
//
// A message that is an array has a `row` instead, which gives its fields in their order, without keys.
// Both stand in namespace everbounce, and there is one of each for a type in the whole program. A check
// across fields comes last: writers ignore what is returned, but stop where it is false.

namespace everbounce {
namespace cbor {

/// A kind of field that is not written while it is empty.
template<class Field>
concept MayBeMissing = requires(Field field)
{
    field.isLeftOut();
};

template<class Field>
bool isLeftOut(Field &field)
{
    if constexpr (MayBeMissing<Field>)
        return field.isLeftOut();
    return false;
}

} // namespace cbor

/// Adds the fields of a message to a map.
struct CborWriter
{
    QCborMap map{};

    template<class Field>
    bool operator()(QLatin1String key, Field field)
    {
        if (!cbor::isLeftOut(field))
            map.insert(key, field.write());
        return true;
    }
};

/// Reads the fields of a message from a map, and checks them.
struct CborReader
{
    const QCborMap map;

    template<class Field>
    bool operator()(QLatin1String key, Field field) const
    {
        return (cbor::MayBeMissing<Field> && !map.contains(key)) || field.read(map[key]);
    }
};

struct CborRowWriter
{
    QCborArray row{};

    template<class Field>
    bool operator()(Field field)
    {
        if (!cbor::isLeftOut(field))
            row.append(field.write());
        return true;
    }
};

struct CborRowReader
{
    const QCborValue row;
    qint64 next = 0;

    template<class Field>
    bool operator()(Field field)
    {
        return field.read(row[next++]);
    }
};

/// The message as a map, after what is in it at the start. `with` is what its description needs to know.
template<class Message, class... With>
QCborMap encoded(const Message &message, QCborMap start = {}, const With &...with)
{
    Message copy = message; // the description takes references that a reader could write to
    CborWriter writer{std::move(start)};
    fields(writer, copy, with...);
    return writer.map;
}

/// Nothing if any field is missing or not within its bound.
template<class Message, class... With>
std::optional<Message> decoded(const QCborMap &map, const With &...with)
{
    Message message;
    CborReader reader{map};
    return fields(reader, message, with...) ? std::optional(std::move(message)) : std::nullopt;
}

template<class Message>
QCborArray encodedRow(const Message &message)
{
    Message copy = message;
    CborRowWriter writer;
    row(writer, copy);
    return writer.row;
}

template<class Message>
std::optional<Message> decodedRow(const QCborValue &value)
{
    Message message;
    CborRowReader reader{value};
    return row(reader, message) ? std::optional(std::move(message)) : std::nullopt;
}

} // namespace everbounce
