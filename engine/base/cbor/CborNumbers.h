// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"

#include <QCborValue>

#include <optional>

// Numbers as CBOR, in one form everywhere. The decoders return nothing for a value of another kind, or beyond
// its bound (engine/base/Bounds.h).

namespace everbounce {

/// 64-bit unsigned numbers. Qt's CBOR integers are signed, so the bit pattern is kept, not the value.
inline QCborValue encodeUnsigned(std::uint64_t number)
{
    return QCborValue(static_cast<qint64>(number));
}
std::optional<std::uint64_t> decodeUnsigned(const QCborValue &value);

/// A term, a revision or an event number: up to bounds::maxCount.
std::optional<std::uint64_t> decodeCount(const QCborValue &value);

/// A tick: up to bounds::maxTick.
std::optional<Tick> decodeTick(const QCborValue &value);

/// A node's id: a whole number other than 0.
inline QCborValue encodeNodeId(NodeId id)
{
    return encodeUnsigned(id.value);
}
std::optional<NodeId> decodeNodeId(const QCborValue &value);

} // namespace everbounce
