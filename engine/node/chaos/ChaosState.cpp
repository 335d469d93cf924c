// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/ChaosState.h"

#include "engine/base/CborNumbers.h"
#include "engine/base/Printable.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/node/chaos/ChaosRun.h"

#include <QCborArray>

namespace everbounce {
namespace {

constexpr QLatin1String kRun("run");
constexpr QLatin1String kOrigin("origin");
constexpr QLatin1String kStep("step");
constexpr QLatin1String kOn("on");
constexpr QLatin1String kLeft("left_ms");
constexpr QLatin1String kSurvived("survived");
constexpr QLatin1String kJudged("judged");
constexpr QLatin1String kNews("news");
constexpr QLatin1String kOpen("open");
constexpr QLatin1String kMisses("misses");

constexpr qsizetype maxTextLength = 300;
constexpr qsizetype maxNameLength = 96;
constexpr qint64 mostJudged = 1'000'000;

qint64 inMilliseconds(Nanoseconds length)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(length).count();
}

/// A length of time from 0 to `most`; nothing if it is not valid.
std::optional<Nanoseconds> decodeLength(const QCborValue &value, std::chrono::milliseconds most)
{
    const qint64 length = value.toInteger(-1);
    if (length < 0 || length > most.count())
        return std::nullopt;
    return std::chrono::milliseconds(length);
}

QCborArray encodeStrike(const ChaosStrike &strike, Instant now)
{
    return {QLatin1String(infoOf(strike.fault).name), encodeNodeId(strike.node), strike.name,
            inMilliseconds(now - strike.at)};
}

std::optional<ChaosStrike> decodeStrike(const QCborValue &value, Instant now)
{
    const auto fault = faultFromName(value[0].toString());
    const auto node = decodeNodeId(value[1]);
    const auto ago = decodeLength(value[3], ChaosRun::longest);
    if (!fault || !node || !ago)
        return std::nullopt;
    return ChaosStrike{*fault, *node, printable(value[2].toString(), maxNameLength), now - *ago};
}

/// Unreadable parts of the rest are left out: a later version may have faults that this one does not know.
void decodeLists(const QCborMap &message, Instant now, ChaosState &state)
{
    for (const QCborValue &value : message[kOpen].toArray()) {
        if (const auto strike = decodeStrike(value, now); strike && state.open.size() < ChaosState::mostOpen)
            state.open.push_back(*strike);
    }
    for (const QCborValue &value : message[kMisses].toArray()) {
        if (state.misses.size() < ChaosState::mostMisses)
            state.misses << printable(value.toString(), maxTextLength);
    }
}

} // namespace

QCborMap encodeChaos(const ChaosState &state, Instant now)
{
    QCborArray open;
    for (const ChaosStrike &strike : state.open)
        open << encodeStrike(strike, now);
    return {{kType, kChaosType},
            {kRun, encodeUnsigned(state.run)},
            {kOrigin, encodeNodeId(state.origin)},
            {kStep, encodeUnsigned(state.step)},
            {kOn, state.on},
            {kLeft, state.on ? std::max<qint64>(inMilliseconds(state.until - now), 0) : 0},
            {kSurvived, state.survived},
            {kJudged, state.judged},
            {kNews, state.news},
            {kOpen, open},
            {kMisses, QCborArray::fromStringList(state.misses)}};
}

std::optional<ChaosState> decodeChaos(const QCborMap &message, Instant now)
{
    const auto run = decodeCount(message[kRun]);
    const auto origin = decodeNodeId(message[kOrigin]);
    const auto step = decodeCount(message[kStep]);
    const auto left = decodeLength(message[kLeft], ChaosRun::longest);
    const qint64 survived = message[kSurvived].toInteger(-1);
    const qint64 judged = message[kJudged].toInteger(-1);
    if (!run || !origin || !step || !left || survived < 0 || judged < survived || judged > mostJudged)
        return std::nullopt;
    ChaosState state{.run = *run,
                     .origin = *origin,
                     .step = *step,
                     .on = message[kOn].toBool(),
                     .until = now + *left,
                     .survived = int(survived),
                     .judged = int(judged),
                     .news = printable(message[kNews].toString(), maxTextLength)};
    decodeLists(message, now, state);
    return state;
}

} // namespace everbounce
