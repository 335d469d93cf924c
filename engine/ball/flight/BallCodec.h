// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"
#include "engine/base/cbor/CborNumbers.h"

#include <QCborArray>
#include <QCborMap>

#include <optional>

// The ball as CBOR, in one form for the engine's pipes, the links and the snapshot on disk. Input from
// outside is checked: the decoders return nothing for a value that is malformed, out of bounds
// (engine/ball/flight/BallBounds.h), out of order or too long.

namespace everbounce {

/// More segments than any honest look-ahead has; a longer track is refused.
constexpr std::size_t maxSegments = 4096;

QCborArray encodeState(const BallState &state);
std::optional<BallState> decodeState(const QCborValue &value);

QCborMap encodeBox(const Box &box);
std::optional<Box> decodeBox(const QCborValue &value);

QCborMap encodeTrack(const Track &track);
std::optional<Track> decodeTrack(const QCborValue &value);

} // namespace everbounce
