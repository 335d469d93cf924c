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

    /// To be called once, after connecting: a program that cannot be started may be said at once.
    void start();

    /// Ends it, and deletes this object when it has ended. For a process that nobody wants any more.
    void retire();

    void ask(quint64 number, const Question &question);
    void send(quint64 number, const EngineOrder &order);

    /// Whether it can still load what a question needs: see Question::leaves.
    bool canAnswer(const Question &question) const;

    /// Waits, for a moment at most, until all that was sent is in the pipe.
    bool flush();

    /// Sends and reads what can be without waiting, and notices its end. True where something could be sent
    /// only now: so long the engine has waited for this process.
    bool catchUp();

    qint64 processId() const { return m_process.processId(); }
    /// It came up, and may have read what it was asked.
    bool isReady() const { return m_ready; }
    bool running() const { return m_process.state() != QProcess::NotRunning; }

Q_SIGNALS:
    /// It has come up. Emitted once.
    void ready();

    void replied(quint64 number, const everbounce::EngineAnswer &answer);

    /// It ended, or never started; one phrase says how. Emitted once. `killed`: by somebody else, such as a
    /// machine that is short of memory; an engine cannot do that to itself.
    void ended(const QString &how, bool killed);

private:
    void readReplies();
    void finish(const QString &how, bool killed = false);

    QString m_program;
    Understand m_understand;
    QProcess m_process;
    FrameReader m_frames{maxPipeBytes};
    std::optional<QStringList> m_loadable; ///< all that it can load; nothing: anything
    bool m_ended = false;
    bool m_ready = false;
};

} // namespace everbounce
