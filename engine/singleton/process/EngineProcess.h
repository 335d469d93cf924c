// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/pipe/Flight.h"
#include "engine/base/FrameReader.h"

#include <QObject>
#include <QProcess>

namespace everbounce {

/// One engine process, seen from its node: killed at destruction.
class EngineProcess : public QObject
{
    Q_OBJECT
public:
    explicit EngineProcess(const QString &program, QObject *parent = nullptr);
    ~EngineProcess() override;

    /// To be called once, after connecting: a program that cannot be started may be said at once.
    void start();

    /// Ends it, and deletes this object when it has ended. For a process that nobody wants any more.
    void retire();

    void send(quint64 number, const EngineRequest &request);

    /// Once it has run code of others, an engine loads no plugin any more, and once it has run a script, it
    /// flies by none: then it takes a new engine.
    bool canFly(const FlightRequest &request) const;

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

    void replied(quint64 number, const everbounce::EngineReply &reply);

    /// It ended, or never started; one phrase says how. Emitted once.
    void ended(const QString &how);

private:
    void noteForeignCode(const FlightRequest &request);
    void readReplies();
    void finish(const QString &how);

    QString m_program;
    QProcess m_process;
    FrameReader m_frames{maxPipeBytes};
    std::optional<QStringList> m_plugins; ///< that it can fly by, once it has run code of others
    bool m_ended = false;
    bool m_ready = false;
};

} // namespace everbounce
