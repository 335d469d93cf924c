// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/EngineSupervisor.h"

#include "engine/MonotonicClock.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr int mostRestarts = 5;
constexpr auto restartsWithin = 5s;
/// The next spare is started a little later, so that starting it does not delay the engine's first answer.
constexpr std::chrono::milliseconds spareDelay = 50ms;
constexpr std::chrono::milliseconds giveUpPause = 1s;
/// One engine may die of anything, and of a question by chance; two of the same question die of it.
constexpr int deathsOfOneQuestion = 2;
/// A deadline that this thread itself noticed so much late says nothing about the engine.
constexpr auto ownLateness = 50ms;

} // namespace

EngineSupervisor::EngineSupervisor(const QString &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
    , m_restarts(mostRestarts, restartsWithin)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &EngineSupervisor::answerOverdue);
    m_relaunch.setSingleShot(true);
    connect(&m_relaunch, &QTimer::timeout, this, &EngineSupervisor::launchSpare);
}

EngineSupervisor::~EngineSupervisor() = default;

void EngineSupervisor::start()
{
    launchSpare();
}

void EngineSupervisor::ask(const FlightRequest &request)
{
    m_asked = request;
    m_deaths = 0;
    if (!m_engine && !takeSpare())
        return; // asked again when the relaunch brings one
    send();
}

void EngineSupervisor::forget()
{
    m_asked.reset();
    m_deadline.stop();
}

void EngineSupervisor::inject(EngineFault fault)
{
    if (!m_engine && !takeSpare()) {
        m_fault = fault; // one is being started
        return;
    }
    if (m_asked && !m_deadline.isActive())
        send(); // it was waiting for an engine
    m_provoked = true;
    m_engine->send(m_number, fault); // under the number of the question: an answer to that still counts
}

bool EngineSupervisor::armWaking(std::chrono::milliseconds after)
{
    EngineProcess *engine = m_spare ? m_spare.get() : m_engine.get();
    if (!engine || !engine->running())
        return false;
    engine->send(0, WakeOrder{after});
    return engine->flush();
}

void EngineSupervisor::launchSpare()
{
    if (!m_spare) {
        m_spare = std::make_unique<EngineProcess>(m_program);
        EngineProcess *process = m_spare.get();
        connect(process, &EngineProcess::replied, this, &EngineSupervisor::takeReply);
        connect(process, &EngineProcess::ended, this,
                [this, process](const QString &how) { onEnded(process, how); });
        process->start();
    }
    if (m_asked && !m_engine && takeSpare())
        send();
    if (m_fault)
        inject(*std::exchange(m_fault, std::nullopt));
}

bool EngineSupervisor::takeSpare()
{
    if (!m_spare)
        return false;
    m_engine = std::move(m_spare);
    m_relaunch.start(spareDelay);
    return true;
}

void EngineSupervisor::onEnded(EngineProcess *process, const QString &how)
{
    if (process == m_engine.get())
        return replaceEngine(how);
    if (process != m_spare.get())
        return;
    m_spare.release()->retire();
    if (!m_restarts.exceededBy(monotonicNow()))
        return m_relaunch.start(spareDelay);
    m_relaunch.start(giveUpPause);
    if (m_asked && !m_engine) // none can be started here at all
        giveUp();
}

void EngineSupervisor::replaceEngine(const QString &how)
{
    m_deadline.stop();
    m_engine->disconnect(this);
    const bool provoked = std::exchange(m_provoked, false);
    const bool mayHaveRead = m_engine->everStarted();
    m_engine.release()->retire();
    if (m_asked && mayHaveRead && !provoked && ++m_deaths >= deathsOfOneQuestion)
        return takeDefeat(how);
    if (!provoked && m_restarts.exceededBy(monotonicNow())) {
        m_relaunch.start(giveUpPause);
        return giveUp();
    }
    if (takeSpare() && m_asked)
        send();
    Q_EMIT replaced(how, provoked);
}

void EngineSupervisor::takeDefeat(const QString &how)
{
    forget();
    if (!m_spare && !m_relaunch.isActive())
        m_relaunch.start(spareDelay);
    Q_EMIT defeated(how);
}

void EngineSupervisor::giveUp()
{
    m_restarts.reset();
    Q_EMIT gaveUp();
}

void EngineSupervisor::send()
{
    m_engine->send(++m_number, *m_asked);
    waitForAnswer();
}

void EngineSupervisor::waitForAnswer()
{
    // The second engine gets more time: a machine too busy for an answer shall not count as a bad behaviour.
    const auto patience = m_deaths == 0 ? deadline : lastDeadline;
    m_due = monotonicNow() + patience;
    m_deadline.start(patience);
}

void EngineSupervisor::takeReply(quint64 number, const EngineReply &reply)
{
    if (number != m_number || !m_asked)
        return; // the answer to a question that nobody has any more
    forget();
    Q_EMIT replied(reply);
}

void EngineSupervisor::answerOverdue()
{
    if (monotonicNow() > m_due + ownLateness)
        return waitForAnswer();
    replaceEngine(QStringLiteral("gave no answer in time"));
}

} // namespace everbounce
