// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/EventCodec.h"

#include "engine/base/cbor/CborFields.h"

namespace everbounce {
namespace {

constexpr qsizetype maxKeyLength = 64;
constexpr qsizetype maxNodeLength = 96;
constexpr qsizetype maxFaultLength = 32;
constexpr double mostSeconds = 1e6;

struct Seconds
{
    double &value;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        const double seconds = from.toDouble();
        value = seconds > 0 && seconds < mostSeconds ? seconds : 0;
        return true;
    }
};

/// 0 if a node of an older version sends none, or if it is impossible.
struct EventTick
{
    double &value;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        value = cbor::Moment{value}.read(from) && value > 0 ? value : 0;
        return true;
    }
};

/// Unknown facts are no reason to lose the event: a later version may add some.
struct Facts
{
    EventFacts &value;

    QCborValue write() { return cbor::Row{value}.write(); }
    bool read(const QCborValue &from)
    {
        if (!cbor::Row{value}.read(from))
            value = {};
        return true;
    }
};

} // namespace

template<class Archive>
bool row(Archive &a, EventFacts &m)
{
    return a(cbor::choice(m.kind, EventFacts::Kind::Fault)) && a(cbor::Lenient{cbor::AnyNode{m.node}}) &&
           a(cbor::Lenient{cbor::Count{m.term}}) && a(Seconds{m.seconds}) &&
           a(cbor::Shown{m.fault, maxFaultLength}) && m.kind != EventFacts::Kind::Other;
}

template<class Archive>
bool row(Archive &a, KeyedEvent &m)
{
    EventView &view = m.view;
    return a(cbor::Count{view.id}) && a(cbor::Name{m.key, maxKeyLength}) && a(cbor::wallTime(view.at)) &&
           a(cbor::choice(view.level, EventView::Level::Error)) && a(cbor::Shown{view.text, maxEventText}) &&
           a(cbor::Shown{view.node, maxNodeLength}) && a(Facts{view.facts}) && a(EventTick{view.tick});
}

QCborArray encodeEvent(const KeyedEvent &event)
{
    return encodedRow(event);
}

std::optional<KeyedEvent> decodeEvent(const QCborValue &value)
{
    return decodedRow<KeyedEvent>(value);
}

QCborArray encodeEvents(const QList<KeyedEvent> &events)
{
    QList<KeyedEvent> copy = events;
    return cbor::Many{copy, maxEvents, cbor::asRow}.write().toArray();
}

std::optional<QList<KeyedEvent>> decodeEvents(const QCborValue &value)
{
    QList<KeyedEvent> events;
    bool isSound = cbor::Many{events, maxEvents, cbor::asRow}.read(value);
    for (qsizetype i = 1; i < events.size(); ++i)
        isSound = isSound && events[i].view.id == events[i - 1].view.id + 1;
    return isSound ? std::optional(events) : std::nullopt;
}

} // namespace everbounce
