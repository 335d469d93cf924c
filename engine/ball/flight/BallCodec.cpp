// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/BallCodec.h"

#include "engine/ball/flight/BallBounds.h"

#include <cmath>

namespace everbounce {
namespace {

constexpr QLatin1String kSegments("segments");
constexpr QLatin1String kEnd("end");
constexpr QLatin1String kWidth("width");
constexpr QLatin1String kHeight("height");
constexpr QLatin1String kRadius("radius");

/// A number within bounds, whether it came as an integer or as a double.
bool readNumber(const QCborValue &value, double &number)
{
    if (!value.isDouble() && !value.isInteger())
        return false;
    number = value.toDouble();
    return std::abs(number) <= bounds::maxLength; // nor is NaN
}

bool readNumbers(const QCborArray &array, qsizetype first, std::initializer_list<double *> numbers)
{
    for (double *number : numbers) {
        if (!readNumber(array.at(first++), *number))
            return false;
    }
    return true;
}

/// A straight run needs no more than five numbers.
QCborArray encodeSegment(const Segment &segment)
{
    QCborArray fields{encodeUnsigned(segment.tick), segment.x, segment.y, segment.dx, segment.dy};
    if (!segment.straight())
        fields << segment.ax << segment.ay;
    return fields;
}

std::optional<Segment> decodeSegment(const QCborValue &value)
{
    const QCborArray fields = value.toArray();
    const bool curved = fields.size() > 5;
    Segment segment;
    const auto tick = decodeTick(fields.at(0));
    if (!tick || !readNumbers(fields, 1, {&segment.x, &segment.y, &segment.dx, &segment.dy}))
        return std::nullopt;
    if (curved && !readNumbers(fields, 5, {&segment.ax, &segment.ay}))
        return std::nullopt;
    segment.tick = *tick;
    return segment;
}

} // namespace

QCborArray encodeState(const BallState &state)
{
    return {encodeUnsigned(state.tick),        state.x, state.y, state.dx, state.dy,
            encodeUnsigned(state.random.state)};
}

std::optional<BallState> decodeState(const QCborValue &value)
{
    const QCborArray fields = value.toArray();
    BallState state;
    const auto tick = decodeTick(fields.at(0));
    const auto random = decodeUnsigned(fields.at(5));
    if (!tick || !random || !readNumbers(fields, 1, {&state.x, &state.y, &state.dx, &state.dy}))
        return std::nullopt;
    state.tick = *tick;
    state.random.state = *random;
    return state;
}

QCborMap encodeBox(const Box &box)
{
    return {{kWidth, box.width}, {kHeight, box.height}, {kRadius, box.radius}};
}

std::optional<Box> decodeBox(const QCborValue &value)
{
    Box box;
    if (!readNumber(value[kWidth], box.width) || !readNumber(value[kHeight], box.height) ||
        !readNumber(value[kRadius], box.radius))
        return std::nullopt;
    const auto fits = [&](double side) { return side > 2 * box.radius && side <= bounds::maxBoxSide; };
    if (box.radius < bounds::minRadius || !fits(box.width) || !fits(box.height))
        return std::nullopt;
    return box;
}

QCborMap encodeTrack(const Track &track)
{
    QCborArray segments;
    for (const Segment &s : track.segments())
        segments.append(encodeSegment(s));
    return {{kSegments, segments}, {kEnd, encodeUnsigned(track.end())}};
}

std::optional<Track> decodeTrack(const QCborValue &value)
{
    const QCborArray encoded = value[kSegments].toArray();
    const auto end = decodeTick(value[kEnd]);
    if (!end || encoded.size() > qsizetype(maxSegments))
        return std::nullopt;
    std::vector<Segment> segments;
    segments.reserve(std::size_t(encoded.size()));
    for (const QCborValue &item : encoded) {
        const auto segment = decodeSegment(item);
        if (!segment || segment->tick > *end || (!segments.empty() && segment->tick <= segments.back().tick))
            return std::nullopt;
        segments.push_back(*segment);
    }
    return Track(std::move(segments), *end);
}

} // namespace everbounce
