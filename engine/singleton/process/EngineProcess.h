// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/FrameReader.h"
#include "engine/singleton/pipe/EngineMessages.h"
#include "engine/singleton/workload/Workload.h"

#include <QObject>
#include <QProcess>

#include <functional>

namespace everbounce {

/// One engine process, seen from its node: killed at destruction.
class EngineProcess : public QObject
{
    Q_OBJECT
public:
    /// Workload::understand().
    using Understand = std::function<std::optional<EngineAnswer>(const QCborMap &)>;

    EngineProcess(const QString &program, Understand understand, QObject *parent = nullptr);
    ~EngineProcess() override;

    /// Call it once, after connecting: it may report at once that the program cannot be started.
    void start(const QStringList &arguments = {});

    /// Ends it, and deletes this object when it has ended. For a process that is no longer wanted.
    void retire();

    void ask(quint64 number, const Question &question);
    void send(quint64 number, const EngineOrder &order);

    /// Whether it can still load what a question needs: see Question::leaves.
    bool canAnswer(const Question &question) const;

    /// Waits, for a moment at most, until everything is in the pipe.
    bool flush();

    /// Sends and reads what is possible without waiting, and notices its end. True if something could only be
    /// sent now: for so long the engine has been waiting for this process.
    bool catchUp();

    qint64 processId() const { return m_process.processId(); }
    /// It came up, and may have read its question.
    bool isReady() const { return m_ready; }
    bool running() const { return m_process.state() != QProcess::NotRunning; }

Q_SIGNALS:
    /// It has come up. Emitted once.
    void ready();

    void replied(quint64 number, const everbounce::EngineAnswer &answer);

    /// It ended, or never started; one phrase says how. Emitted once. `killed`: by somebody else, such as a
    /// machine short of memory; an engine cannot do that to itself.
    void ended(const QString &how, bool killed);

private:
    void readReplies();
    void finish(const QString &how, bool killed = false);

    QString m_program;
    Understand m_understand;
    QProcess m_process;
    FrameReader m_frames{maxPipeBytes};
    std::optional<QStringList> m_loadable; ///< everything that it can load; nothing: anything
    bool m_ended = false;
    bool m_ready = false;
};

} // namespace everbounce
