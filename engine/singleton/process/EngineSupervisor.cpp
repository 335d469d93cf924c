// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/process/EngineSupervisor.h"

#include "engine/base/MonotonicClock.h"
#include "engine/singleton/process/ProcessUsage.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr int mostRestarts = 5;
constexpr auto restartsWithin = 5s;
/// How many the machine may kill: after that, one that is not short of memory does better.
constexpr int mostKills = 2;
constexpr auto killsWithin = 60s;
/// The next spare is started a little later, so that its start does not delay the engine's first answer.
constexpr std::chrono::milliseconds spareDelay = 50ms;
constexpr std::chrono::milliseconds giveUpPause = 1s;
/// An engine may die of anything, and of a question by chance; if two die of the same question, it is to
/// blame.
constexpr int deathsOfOneQuestion = 2;
/// An engine that has not come up yet loads libraries, perhaps from a cold disk.
constexpr AnswerPatience::Limits startLimits{2s, 4s};

} // namespace

EngineSupervisor::EngineSupervisor(const QString &program, EngineProcess::Understand understand,
                                   QObject *parent)
    : Engine(parent)
    , m_program(program)
    , m_understand(std::move(understand))
    , m_restarts(mostRestarts, restartsWithin)
    , m_starts(mostRestarts, restartsWithin)
    , m_kills(mostKills, killsWithin)
{
    m_look.setSingleShot(true);
    m_look.setTimerType(Qt::PreciseTimer);
    connect(&m_look, &QTimer::timeout, this, &EngineSupervisor::lookAtEngine);
    m_relaunch.setSingleShot(true);
    connect(&m_relaunch, &QTimer::timeout, this, &EngineSupervisor::launchSpare);
}

EngineSupervisor::~EngineSupervisor() = default;

void EngineSupervisor::start()
{
    launchSpare();
}

void EngineSupervisor::ask(const Question &question)
{
    m_asked = question;
    m_deaths = 0;
    if (m_engine && !m_engine->canAnswer(question)) {
        m_look.stop();
        m_provoked = false;
        m_engine->disconnect(this);
        m_engine.release()->retire();
    }
    if (!m_engine && !takeSpare())
        return; // asked again when the relaunch brings one
    send();
}

void EngineSupervisor::forget()
{
    m_asked.reset();
    m_look.stop();
}

void EngineSupervisor::inject(EngineFault fault)
{
    if (!m_engine && !takeSpare()) {
        m_fault = fault; // one is being started
        return;
    }
    if (m_asked && !m_look.isActive())
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
        m_spare = std::make_unique<EngineProcess>(m_program, m_understand);
        EngineProcess *process = m_spare.get();
        connect(process, &EngineProcess::replied, this, &EngineSupervisor::onReplied);
        connect(process, &EngineProcess::ready, this, [this, process] { onReady(process); });
        connect(process, &EngineProcess::ended, this,
                [this, process](const QString &how, bool killed) { onEnded(process, how, killed); });
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
    m_memory = 0;
    m_relaunch.start(spareDelay);
    return true;
}

void EngineSupervisor::onEnded(EngineProcess *process, const QString &how, bool killed)
{
    if (process == m_engine.get())
        return replaceEngine(how, killed);
    if (process != m_spare.get())
        return;
    m_spare.release()->retire();
    if (!m_starts.exceededBy(monotonicNow()))
        return m_relaunch.start(spareDelay);
    m_relaunch.start(giveUpPause);
    if (m_asked && !m_engine) // none can be started here at all
        giveUp(false);
}

void EngineSupervisor::replaceEngine(const QString &how, bool byMachine)
{
    m_look.stop();
    m_engine->disconnect(this);
    const End end = endOf(std::exchange(m_provoked, false), byMachine);
    m_engine.release()->retire();
    if (m_asked && end == End::Itself && ++m_deaths >= deathsOfOneQuestion)
        return onDefeat(how);
    if (isTooOften(end)) {
        m_relaunch.start(giveUpPause);
        return giveUp(end == End::Itself);
    }
    if (takeSpare() && m_asked)
        send();
    Q_EMIT replaced(how, end != End::Itself);
}

EngineSupervisor::End EngineSupervisor::endOf(bool provoked, bool byMachine) const
{
    if (provoked)
        return End::Injected;
    if (!m_engine->isReady())
        return End::Start;
    // A machine short of memory kills engines before all other processes, or swaps them out. An engine that
    // reaches its own limit ends by itself.
    return byMachine && m_memory < muchMemory ? End::Machine : End::Itself;
}

bool EngineSupervisor::isTooOften(End end)
{
    const Instant now = monotonicNow();
    switch (end) {
    case End::Injected:
        return false;
    case End::Start:
        return m_starts.exceededBy(now);
    case End::Machine:
        return m_kills.exceededBy(now);
    case End::Itself:
        return m_restarts.exceededBy(now);
    }
    return false;
}

void EngineSupervisor::onDefeat(const QString &how)
{
    forget();
    if (!m_spare && !m_relaunch.isActive())
        m_relaunch.start(spareDelay);
    Q_EMIT defeated(how);
}

void EngineSupervisor::giveUp(bool ran)
{
    m_restarts.reset();
    m_starts.reset();
    m_kills.reset();
    Q_EMIT gaveUp(ran);
}

void EngineSupervisor::send()
{
    Q_EMIT asked();
    m_engine->ask(++m_number, *m_asked);
    waitForAnswer();
}

AnswerPatience::Limits EngineSupervisor::limits() const
{
    if (!m_engine->isReady())
        return startLimits;
    // The second engine gets more time: if it does not answer either, the question is not asked again.
    return {m_deaths == 0 ? deadline : lastDeadline, longestSleep};
}

ProcessUsage EngineSupervisor::usageOfEngine()
{
    const ProcessUsage usage = usageOf(m_engine->processId());
    if (usage.memory > 0) // else it is gone, and its usage cannot be seen any more
        m_memory = usage.memory;
    return usage;
}

void EngineSupervisor::waitForAnswer()
{
    m_patience.emplace(limits(), monotonicNow(), usageOfEngine().processorTime);
    m_look.start(toTimer(m_patience->nextLook()));
}

void EngineSupervisor::onReady(EngineProcess *process)
{
    if (process == m_engine.get() && m_look.isActive())
        waitForAnswer(); // from now on it counts
}

void EngineSupervisor::onReplied(quint64 number, const EngineAnswer &answer)
{
    if (number != m_number || !m_asked)
        return; // the answer to a question that nobody waits for any more
    forget();
    Q_EMIT answered();
    Q_EMIT replied(answer);
}

void EngineSupervisor::lookAtEngine()
{
    const quint64 number = m_number;
    // The answer may have come while this thread was late; or the question is only being sent now.
    const bool sentOnlyNow = m_engine->catchUp();
    if (!m_asked || !m_engine || number != m_number)
        return;
    if (sentOnlyNow)
        return waitForAnswer();
    using Verdict = AnswerPatience::Verdict;
    const Verdict verdict = m_patience->look(monotonicNow(), usageOfEngine());
    if (verdict == Verdict::Waiting)
        return m_look.start(toTimer(m_patience->nextLook()));
    replaceEngine(sentenceOf(verdict), verdict == Verdict::HeldUp || verdict == Verdict::Stopped);
}

QString EngineSupervisor::sentenceOf(AnswerPatience::Verdict verdict) const
{
    if (!m_engine->isReady())
        return QStringLiteral("did not come up");
    if (verdict == AnswerPatience::Verdict::Hung)
        return QStringLiteral("stopped responding: no answer within %1 ms of processor time")
            .arg(limits().processorTime / 1ms);
    if (verdict == AnswerPatience::Verdict::HeldUp)
        return QStringLiteral("stopped responding: it waited for a disk");
    if (verdict == AnswerPatience::Verdict::Stopped)
        return QStringLiteral("stopped responding: somebody stopped it");
    return QStringLiteral("stopped responding: it slept for %1 ms").arg(longestSleep / 1ms);
}

} // namespace everbounce
