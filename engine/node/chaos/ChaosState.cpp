// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/ChaosState.h"

#include "engine/base/cbor/CborFields.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/node/chaos/ChaosRun.h"

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

/// Milliseconds up to the longest time that chaos lasts.
bool readLength(const QCborValue &from, Nanoseconds &length)
{
    constexpr std::chrono::milliseconds longest = ChaosRun::longest;
    qint64 milliseconds = 0;
    const bool isSound = cbor::Number{milliseconds, 0, longest.count()}.read(from);
    return cbor::keep(length, isSound, std::chrono::milliseconds(milliseconds));
}

qint64 inMilliseconds(Nanoseconds length)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(length).count();
}

/// How long a run goes on; nothing is left of one that is off.
struct Left
{
    ChaosState &state;
    Instant now;

    QCborValue write() const { return state.on ? std::max<qint64>(inMilliseconds(state.until - now), 0) : 0; }
    bool read(const QCborValue &from)
    {
        Nanoseconds left{0};
        return readLength(from, left) && cbor::keep(state.until, true, now + left);
    }
};

struct Ago
{
    Instant &at;
    Instant now;

    QCborValue write() const { return inMilliseconds(now - at); }
    bool read(const QCborValue &from)
    {
        Nanoseconds ago{0};
        return readLength(from, ago) && cbor::keep(at, true, now - ago);
    }
};

struct FaultName
{
    Fault &value;

    QCborValue write() const { return QLatin1String(infoOf(value).name); }
    bool read(const QCborValue &from) { return cbor::keep(value, faultFromName(from.toString())); }
};

struct StrikeAsOf
{
    ChaosStrike &strike;
    Instant now;
};

template<class Archive>
bool row(Archive &a, StrikeAsOf &m)
{
    return a(FaultName{m.strike.fault}) && a(cbor::Node{m.strike.node}) &&
           a(cbor::Shown{m.strike.name, maxNameLength}) && a(Ago{m.strike.at, m.now});
}

} // namespace

/// Unreadable parts of the lists are left out: a later version may have faults that this one does not know.
template<class Archive>
bool fields(Archive &a, ChaosState &m, Instant now)
{
    const auto asStrike = [now](ChaosStrike &strike) { return cbor::Row{StrikeAsOf{strike, now}}; };
    const auto asMiss = [](QString &miss) { return cbor::Shown{miss, maxTextLength}; };
    return a(kRun, cbor::Count{m.run}) && a(kOrigin, cbor::Node{m.origin}) && a(kStep, cbor::Count{m.step}) &&
           a(kOn, cbor::Lenient{cbor::Flag{m.on}}) && a(kLeft, Left{m, now}) &&
           a(kSurvived, cbor::Number{m.survived, 0, mostJudged}) &&
           a(kJudged, cbor::Number{m.judged, 0, mostJudged}) &&
           a(kNews, cbor::Shown{m.news, maxTextLength}) &&
           a(kOpen, cbor::Sound{m.open, qsizetype(ChaosState::mostOpen), asStrike}) &&
           a(kMisses, cbor::Sound{m.misses, ChaosState::mostMisses, asMiss}) && m.judged >= m.survived;
}

QCborMap encodeChaos(const ChaosState &state, Instant now)
{
    return encoded(state, {{kType, kChaosType}}, now);
}

std::optional<ChaosState> decodeChaos(const QCborMap &message, Instant now)
{
    return decoded<ChaosState>(message, now);
}

} // namespace everbounce
