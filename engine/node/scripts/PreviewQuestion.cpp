// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/scripts/PreviewQuestion.h"

#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/flight/Soundness.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <csignal>

namespace everbounce {
namespace {

/// A change takes effect that much ahead, so that every viewer has it in time.
constexpr Nanoseconds leadTime = std::chrono::milliseconds(150);
constexpr qsizetype longestSentence = 300;

double inTicks(Nanoseconds length, Nanoseconds tickLength)
{
    return double(length.count()) / double(tickLength.count());
}

/// The first line that a sentence names; 0 if it names none.
int lineIn(const QString &sentence)
{
    static const QRegularExpression line(QStringLiteral("\\bline ([1-9][0-9]{0,5})\\b"));
    return line.match(sentence).captured(1).toInt();
}

QString sentence(const QString &phrase)
{
    return phrase.simplified().left(longestSentence) + u'.';
}

} // namespace

FlightRequest previewQuestion(const FlightRecord &flight, double now, Nanoseconds tickLength,
                              const QByteArray &text)
{
    const double first = std::ceil(now + inTicks(leadTime, tickLength));
    const auto begin = Tick(std::clamp(first, double(flight.track.begin()), double(flight.track.end())));
    const auto length = Tick(std::ceil(inTicks(previewLength, tickLength)));
    const BallState start =
        handedOver(stateOnTrack(flight.track, begin, flight.checkpoint.random), flight.box);
    return {.behavior = {BehaviorCode::Kind::Script, QStringLiteral("The script"), {}, text},
            .box = flight.box,
            .start = start,
            .known = {},
            .keep = begin,
            .end = begin + std::min<Tick>(length, bounds::maxLookAhead),
            .change = {}};
}

ScriptPreview previewOf(const FlightReply &reply, const FlightRequest &question)
{
    if (const auto *refusal = std::get_if<FlightRefusal>(&reply))
        return ScriptPreview::refused(422, sentence(refusal->reason), lineIn(refusal->reason));
    const Track &path = std::get<FlightAnswer>(reply).track;
    if (path.empty() || path.begin() != question.keep || path.end() != question.end ||
        !isSound(path, question.box, Walls::Firm))
        return ScriptPreview::refused(422, QStringLiteral("The script flies no path that can be shown."));
    return {.path = path};
}

ScriptPreview previewOfEnd(const QString &how)
{
    if (how.startsWith(QLatin1String("could not be started")))
        return ScriptPreview::refused(503,
                                      QStringLiteral("The engine that was to fly the script %1.").arg(how));
    const auto byWhich = QStringLiteral("signal %1").arg(SIGXCPU);
    if (how.endsWith(byWhich))
        return ScriptPreview::refused(
            422, QStringLiteral("The script takes more than a second of processor time for 20 s of flight: "
                                "perhaps it never ends."));
    return ScriptPreview::refused(
        422,
        QStringLiteral("The engine that flew the script %1: perhaps it takes too much memory.").arg(how));
}

} // namespace everbounce
