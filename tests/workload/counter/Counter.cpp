// SPDX-License-Identifier: GPL-3.0-or-later
#include "Counter.h"

#include "engine/base/cbor/CborNumbers.h"

namespace everbounce::counter {
namespace {

constexpr QLatin1String kCount("count");
constexpr QLatin1String kEnd("end");
constexpr QLatin1String kAdd("add");

SoundState state(qint64 count, Tick end)
{
    return {{{kCount, count}, {kEnd, encodeUnsigned(end)}}, {end, end, 0}};
}

bool isCount(const QCborValue &value)
{
    return value.isInteger() && value.toInteger() >= 0 && value.toInteger() <= maxCount;
}

} // namespace

QCborMap answerTo(const QCborMap &question)
{
    return {{kCount, question[kCount].toInteger() + question[kAdd].toInteger()}, {kEnd, question[kEnd]}};
}

Order add(qint64 number)
{
    return {{{kAdd, number}}, std::uint32_t(number) + 1, {}};
}

qint64 countOf(const Record &record)
{
    return record.state[kCount].toInteger();
}

SoundState Counter::newborn() const
{
    return state(0, 0);
}

std::optional<SoundState> Counter::examine(const QCborMap &map) const
{
    const auto end = decodeTick(map[kEnd]);
    if (!end || !isCount(map[kCount]))
        return std::nullopt;
    return state(map[kCount].toInteger(), *end);
}

std::optional<Order> Counter::read(const QCborMap &content) const
{
    return isCount(content[kAdd]) ? std::optional(add(content[kAdd].toInteger())) : std::nullopt;
}

Workload::Plan Counter::plan(const Record &record, const Moment &moment, const Order *command)
{
    if (command && countOf(record) + command->content[kAdd].toInteger() > maxCount)
        return Refuse{CommandResult::refused(422, QStringLiteral("The counter is full.")), false};
    m_adds = command;
    const Tick end = std::max(record.reach.end + 1, Tick(moment.now + horizonsAhead * moment.horizon));
    Question question{{{kCount, record.state[kCount]}, {kEnd, encodeUnsigned(end)}}, {}, {}};
    if (command)
        question.content[kAdd] = command->content[kAdd];
    return Ask{question, m_adds};
}

std::optional<EngineAnswer> Counter::understand(const QCborMap &answer) const
{
    const auto next = examine(answer);
    return next ? std::optional(EngineAnswer{*next}) : std::nullopt;
}

std::variant<Workload::Publication, Consequence> Counter::accept(const Record &, const Moment &,
                                                                 const EngineAnswer &answer)
{
    return Publication{std::any_cast<SoundState>(answer.content), m_adds, false};
}

} // namespace everbounce::counter
