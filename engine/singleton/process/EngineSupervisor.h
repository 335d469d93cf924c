// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RestartLimit.h"
#include "engine/base/Time.h"
#include "engine/singleton/process/AnswerPatience.h"
#include "engine/singleton/process/Engine.h"
#include "engine/singleton/process/EngineProcess.h"

#include <QTimer>

#include <memory>

namespace everbounce {

/// Keeps an engine process and a warm spare. When the engine ends, or owes an answer for too long, the spare
/// takes its place and is asked the same again. Lives on the cluster's thread.
class EngineSupervisor : public Engine
{
    Q_OBJECT
public:
    EngineSupervisor(const QString &program, EngineProcess::Understand understand, QObject *parent = nullptr);
    ~EngineSupervisor() override;

    /// Starts the spare, which becomes the engine with the first question.
    void start() override;
    void ask(const Question &question) override;
    bool busy() const override { return m_asked.has_value(); }
    void forget() override;
    void inject(EngineFault fault) override;
    void pardon() override { m_restarts.reset(); }
    [[nodiscard]] bool armWaking(std::chrono::milliseconds after) override;
    qint64 processId() const override { return m_engine ? m_engine->processId() : 0; }

    /// The engine's memory when last seen, in bytes; 0 if there is none.
    std::int64_t memorySeen() const { return m_engine ? m_memory : 0; }

    /// How much processor time an engine may use for an answer before it counts as hung.
    static constexpr std::chrono::milliseconds deadline{100};
    /// How much the second engine may use that is asked the same question.
    static constexpr std::chrono::milliseconds lastDeadline{250};
    /// How long it may sleep over an answer. An engine that waits for a processor does not sleep.
    static constexpr std::chrono::milliseconds longestSleep{500};
    /// In bytes: an eighth of what an engine may use, and many times what one uses as it comes up. If the
    /// machine kills an engine with less, it is short of memory for other reasons.
    static constexpr std::int64_t muchMemory = 128 << 20;

private:
    /// The cause of an engine's end.
    enum class End { Injected, Start, Machine, Itself };

    void launchSpare();
    bool takeSpare();
    void send();
    void waitForAnswer();
    void onReplied(quint64 number, const EngineAnswer &answer);
    void lookAtEngine();
    ProcessUsage usageOfEngine();
    AnswerPatience::Limits limits() const;
    QString sentenceOf(AnswerPatience::Verdict verdict) const;
    void onReady(EngineProcess *process);
    void onEnded(EngineProcess *process, const QString &how, bool killed);
    void replaceEngine(const QString &how, bool byMachine);
    End endOf(bool provoked, bool byMachine) const;
    bool isTooOften(End end);
    void onDefeat(const QString &how);
    void giveUp(bool ran);

    QString m_program;
    EngineProcess::Understand m_understand;
    std::unique_ptr<EngineProcess> m_engine;
    std::unique_ptr<EngineProcess> m_spare;
    std::optional<Question> m_asked;
    std::optional<EngineFault> m_fault; ///< for the next engine
    quint64 m_number = 0;
    bool m_provoked = false;                  ///< the engine was told to die
    int m_deaths = 0;                         ///< engines that ended over the current question
    std::optional<AnswerPatience> m_patience; ///< with the engine, while it owes an answer
    QTimer m_look;                            ///< at it, next
    QTimer m_relaunch;
    std::int64_t m_memory = 0; ///< of the engine, as last seen
    RestartLimit m_restarts;   ///< of engines that ended by themselves
    RestartLimit m_starts;     ///< of those that had not come up yet
    RestartLimit m_kills;      ///< of those that the machine killed or held up, or somebody stopped
};

} // namespace everbounce
