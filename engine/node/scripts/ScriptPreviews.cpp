// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/scripts/ScriptPreviews.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/scripts/PreviewQuestion.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr Rate rate{10, 5};
/// The kernel ends an engine that uses too much processor time. This is for one that gets none.
constexpr auto longestWait = 5s;
constexpr quint64 onlyQuestion = 1;

std::optional<EngineAnswer> understand(const QCborMap &answer)
{
    const auto reply = decodeReply(answer);
    return reply ? std::optional(EngineAnswer{*reply, std::holds_alternative<FlightRefusal>(*reply)})
                 : std::nullopt;
}

Question questionOf(const FlightRequest &request)
{
    return {encodeRequest(request), {}, {}};
}

} // namespace

ScriptPreviews::ScriptPreviews(const QString &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
    , m_rate(rate, monotonicNow())
{
}

ScriptPreviews::~ScriptPreviews() = default;

QString ScriptPreviews::refusal(const QString &viewer)
{
    const bool isBusy =
        std::ranges::any_of(m_flights, [&viewer](const Flight &flight) { return flight.viewer == viewer; });
    if (isBusy)
        return QStringLiteral("Your last text is still being flown. Try again in a moment.");
    if (m_flights.size() >= mostAtOnce || !m_rate.admits(monotonicNow()))
        return QStringLiteral("This node is flying other texts ahead. Try again in a moment.");
    return {};
}

void ScriptPreviews::fly(quint64 request, const QString &viewer, const FlightRequest &question)
{
    if (const QString why = refusal(viewer); !why.isEmpty()) {
        Q_EMIT flown(request, ScriptPreview::refused(429, why));
        return;
    }
    m_flights.push_back({request, viewer, question, std::make_unique<EngineProcess>(m_program, understand),
                         std::make_unique<QTimer>()});
    launch(std::prev(m_flights.end()));
}

void ScriptPreviews::launch(Flights::iterator flight)
{
    EngineProcess *engine = flight->engine.get();
    connect(engine, &EngineProcess::ready, this,
            [engine, flight] { engine->ask(onlyQuestion, questionOf(flight->question)); });
    connect(engine, &EngineProcess::replied, this, [this, flight](quint64, const EngineAnswer &answer) {
        conclude(flight, previewOf(std::any_cast<FlightReply>(answer.content), flight->question));
    });
    connect(engine, &EngineProcess::ended, this,
            [this, flight](const QString &how) { conclude(flight, previewOfEnd(how)); });
    flight->end->setSingleShot(true);
    connect(flight->end.get(), &QTimer::timeout, this, [this, flight] {
        conclude(flight,
                 ScriptPreview::refused(503, QStringLiteral("This machine is too busy to fly the text "
                                                            "ahead. Try again in a moment.")));
    });
    flight->end->start(longestWait);
    engine->start({QStringLiteral("--preview")});
}

void ScriptPreviews::conclude(Flights::iterator flight, const ScriptPreview &preview)
{
    flight->engine->disconnect(this);
    flight->end->disconnect(this);
    flight->engine.release()->retire();
    flight->end.release()->deleteLater();
    const quint64 request = flight->request;
    m_flights.erase(flight);
    Q_EMIT flown(request, preview);
}

} // namespace everbounce
