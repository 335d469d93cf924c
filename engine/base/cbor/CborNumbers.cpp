// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cbor/CborNumbers.h"

#include "engine/base/Bounds.h"

namespace everbounce {

std::optional<std::uint64_t> decodeUnsigned(const QCborValue &value)
{
    if (!value.isInteger())
        return std::nullopt;
    return static_cast<std::uint64_t>(value.toInteger());
}

std::optional<std::uint64_t> decodeCount(const QCborValue &value)
{
    const auto number = decodeUnsigned(value);
    return number && *number <= bounds::maxCount ? number : std::nullopt;
}

std::optional<Tick> decodeTick(const QCborValue &value)
{
    const auto tick = decodeUnsigned(value);
    return tick && *tick <= bounds::maxTick ? tick : std::nullopt;
}

std::optional<NodeId> decodeNodeId(const QCborValue &value)
{
    const auto number = decodeUnsigned(value);
    return number && *number != 0 ? std::optional(NodeId{*number}) : std::nullopt;
}

} // namespace everbounce
