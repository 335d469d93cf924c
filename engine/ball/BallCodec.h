// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/Track.h"

#include <QCborArray>
#include <QCborMap>

#include <optional>

// The ball as CBOR, one form for the engine's pipes, the links and the snapshot on disk. What comes from
// outside is checked: the decoders give nothing for a value that is malformed, out of its bounds
// (engine/base/Bounds.h), out of order or too long.

namespace everbounce {

/// More segments than any honest look-ahead has; a longer track is refused.
constexpr std::size_t maxSegments = 4096;

QCborArray encodeState(const BallState &state);
std::optional<BallState> decodeState(const QCborValue &value);

QCborMap encodeBox(const Box &box);
std::optional<Box> decodeBox(const QCborValue &value);

QCborMap encodeTrack(const Track &track);
std::optional<Track> decodeTrack(const QCborValue &value);

/// 64-bit unsigned numbers: CBOR integers of Qt are signed, so the bit pattern is kept, not the value.
inline QCborValue encodeUnsigned(std::uint64_t number)
{
    return QCborValue(static_cast<qint64>(number));
}
std::optional<std::uint64_t> decodeUnsigned(const QCborValue &value);

/// A term, a revision or the number of an event: up to bounds::maxCount.
std::optional<std::uint64_t> decodeCount(const QCborValue &value);

/// A tick: up to bounds::maxTick.
std::optional<Tick> decodeTick(const QCborValue &value);

} // namespace everbounce
