// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborMap>

#include <chrono>
#include <optional>
#include <variant>

// The messages on an engine's pipes. A question and its answer are the workload's own fields, with a number
// beside them; everything else is the same for every workload.

namespace everbounce {

/// What an engine process does to itself where its node asks for it, to show that nothing is lost by it.
enum class EngineFault { Crash, Hang };

/// After this time the engine wakes its node, which stops itself meanwhile, to show the same. There is no
/// answer.
struct WakeOrder
{
    std::chrono::milliseconds after{0};
};

/// What a node sends to its engine: a question, or one of the orders above.
using EngineOrder = std::variant<QCborMap, EngineFault, WakeOrder>;

/// The longest message on an engine's pipes; a longer one can only be an error of the other side.
constexpr qsizetype maxPipeBytes = 1 << 20;

QCborMap encodeOrder(quint64 number, const EngineOrder &order);
struct NumberedOrder
{
    quint64 number = 0;
    EngineOrder order;
};
std::optional<NumberedOrder> decodeOrder(const QCborValue &value);

/// The answer to the question with that number.
QCborMap numbered(quint64 number, QCborMap answer);
/// Nothing where there is none.
std::optional<quint64> numberOf(const QCborValue &message);

/// What an engine says first: from now on it is computing that takes time, not starting.
QCborMap encodeReady();
bool isReady(const QCborValue &value);

} // namespace everbounce
