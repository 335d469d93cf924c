// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Bounds.h"
#include "engine/base/Printable.h"
#include "engine/base/cbor/CborArchive.h"
#include "engine/base/cbor/CborNumbers.h"

// The kinds of fields of messages (CborArchive.h), each with its one bound. A room may add its own: a struct
// with write() and read(). What refuses a value leaves the member as it was, except for Nested and Row.

namespace everbounce::cbor {

/// Keeps what was read, if it is sound.
template<class Value>
bool keep(Value &value, bool isSound, const std::common_type_t<Value> &read)
{
    if (isSound)
        value = read;
    return isSound;
}
template<class Value, class Read>
bool keep(Value &value, const std::optional<Read> &read)
{
    return keep(value, read.has_value(), read.value_or(Read()));
}

/// A term, a revision or an event number.
template<class Unsigned>
struct Count
{
    Unsigned &value;

    QCborValue write() const { return encodeUnsigned(value); }
    bool read(const QCborValue &from) { return keep(value, decodeCount(from)); }
};
template<class Unsigned>
Count(Unsigned &) -> Count<Unsigned>;

/// A tick.
struct At
{
    Tick &value;

    QCborValue write() const { return encodeUnsigned(value); }
    bool read(const QCborValue &from) { return keep(value, decodeTick(from)); }
};

/// A time between two ticks.
struct Moment
{
    double &value;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        const double tick = from.toDouble(-1);
        return keep(value, tick >= 0 && tick <= double(bounds::maxTick), tick);
    }
};

/// A node.
struct Node
{
    NodeId &value;

    QCborValue write() const { return encodeNodeId(value); }
    bool read(const QCborValue &from) { return keep(value, decodeNodeId(from)); }
};

/// A node, or none.
struct AnyNode
{
    NodeId &value;

    QCborValue write() const { return encodeNodeId(value); }
    bool read(const QCborValue &from) { return keep(value.value, decodeUnsigned(from)); }
};

struct Flag
{
    bool &value;

    QCborValue write() const { return QCborValue(value); }
    bool read(const QCborValue &from) { return keep(value, from.isBool(), from.toBool()); }
};

/// A whole number within bounds of its own, or an enumeration.
template<class Integer>
struct Number
{
    Integer &value;
    qint64 least;
    qint64 most;

    QCborValue write() const { return qint64(value); }
    bool read(const QCborValue &from)
    {
        const qint64 number = from.toInteger(least - 1);
        return keep(value, number >= least && number <= most, Integer(number));
    }
};
template<class Integer>
Number(Integer &, qint64, qint64) -> Number<Integer>;

/// One of an enumeration that begins with 0.
template<class Enum>
Number<Enum> choice(Enum &value, Enum last)
{
    return {value, 0, qint64(last)};
}

/// A wall clock's time, in milliseconds since the epoch.
inline Number<qint64> wallTime(qint64 &value)
{
    return {value, 0, bounds::maxWallTime};
}

/// A text that must not be empty, nor longer than this.
struct Name
{
    QString &value;
    qsizetype most;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        const QString text = from.toString();
        return keep(value, !text.isEmpty() && text.size() <= most, text);
    }
};

/// A text to be shown: it is cut and made printable rather than refused.
struct Shown
{
    QString &value;
    qsizetype most;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        value = printable(from.toString(), most);
        return true;
    }
};

/// So many bytes.
struct Bytes
{
    QByteArray &value;
    qsizetype size;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        const QByteArray bytes = from.toByteArray();
        return keep(value, bytes.size() == size, bytes);
    }
};

/// What has functions of its own for both directions.
template<class Value, class Encode, class Decode>
struct Coded
{
    Value &value;
    Encode encode;
    Decode decode;

    QCborValue write() const { return encode(value); }
    bool read(const QCborValue &from) { return keep(value, decode(from)); }
};
template<class Value, class Encode, class Decode>
Coded(Value &, Encode, Decode) -> Coded<Value, Encode, Decode>;

/// Left out while it is empty: 0, false, or none. What is there must be sound, and not empty.
template<class Field>
struct Optional
{
    Field field;

    bool isLeftOut() const { return field.value == std::remove_cvref_t<decltype(field.value)>(); }
    QCborValue write() { return field.write(); }
    bool read(const QCborValue &from) { return field.read(from) && !isLeftOut(); }
};
template<class Field>
Optional(Field) -> Optional<Field>;

/// What is missing or refused stays empty: a node of another version may not have it, or mean more by it.
template<class Field>
struct Lenient
{
    Field field;

    bool isLeftOut() requires MayBeMissing<Field> { return field.isLeftOut(); }
    QCborValue write() { return field.write(); }
    bool read(const QCborValue &from)
    {
        field.read(from);
        return true;
    }
};
template<class Field>
Lenient(Field) -> Lenient<Field>;

/// A message within another one: a map.
template<class Message>
struct Nested
{
    Message &value;

    QCborValue write()
    {
        CborWriter writer;
        fields(writer, value);
        return writer.map;
    }
    bool read(const QCborValue &from)
    {
        CborReader reader{from.toMap()};
        return fields(reader, value);
    }
};
template<class Message>
Nested(Message &) -> Nested<Message>;

/// A message within another one: an array. Of one that is made for the purpose it keeps the value itself.
template<class Message>
struct Row
{
    Message value;

    QCborValue write()
    {
        CborRowWriter writer;
        row(writer, value);
        return writer.row;
    }
    bool read(const QCborValue &from)
    {
        CborRowReader reader{from};
        return row(reader, value);
    }
};
template<class Message>
Row(Message &&) -> Row<Message>;

inline constexpr auto asMap = [](auto &each) { return Nested{each}; };
inline constexpr auto asRow = [](auto &each) { return Row{each}; };

/// A list whose entries are fields of the kind that `kind` makes of each. One crooked entry, or one too many,
/// and all of it is refused.
template<class List, class Kind>
struct Many
{
    List &value;
    qsizetype most;
    Kind kind;

    QCborValue write()
    {
        QCborArray list;
        for (auto &each : value)
            list.append(kind(each).write());
        return list;
    }
    bool read(const QCborValue &from)
    {
        const QCborArray list = from.toArray();
        if (list.size() > most)
            return false;
        List read;
        for (const QCborValue &item : list) {
            typename List::value_type each{};
            if (!kind(each).read(item))
                return false;
            read.push_back(std::move(each));
        }
        value = std::move(read);
        return true;
    }
};
template<class List, class Kind>
Many(List &, qsizetype, Kind) -> Many<List, Kind>;

/// A list of which crooked entries are left out, and those after the first `most` good ones.
template<class List, class Kind>
struct Sound
{
    List &value;
    qsizetype most;
    Kind kind;

    QCborValue write() { return Many<List, Kind>{value, most, kind}.write(); }
    bool read(const QCborValue &from)
    {
        value.clear();
        for (const QCborValue &item : from.toArray()) {
            typename List::value_type each{};
            if (qsizetype(value.size()) < most && kind(each).read(item))
                value.push_back(std::move(each));
        }
        return true;
    }
};
template<class List, class Kind>
Sound(List &, qsizetype, Kind) -> Sound<List, Kind>;

} // namespace everbounce::cbor
