// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/pipe/EngineMessages.h"
#include "engine/singleton/workload/Workload.h"

#include <QObject>

namespace everbounce {

/// Answers the questions of a workload: an engine process and its spare. Lives on the cluster's thread.
class Engine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Gets ready for the first question.
    virtual void start() = 0;

    /// Asks; the answer comes by `replied`. One question at a time: a new one replaces the current one.
    virtual void ask(const Question &question) = 0;
    virtual bool busy() const = 0;

    /// The answer to the current question is no longer wanted.
    virtual void forget() = 0;

    /// The cause of the last deaths is known and gone: they say nothing about this node.
    virtual void pardon() = 0;

    /// The engine does this to itself, or the next one if none runs now.
    virtual void inject(EngineFault fault) = 0;

    /// After this long, the engine continues this process, which is about to stop itself. False if there is
    /// no engine that could.
    [[nodiscard]] virtual bool armWaking(std::chrono::milliseconds after) = 0;

    /// The engine's process id, 0 if there is none.
    virtual qint64 processId() const = 0;

Q_SIGNALS:
    /// A question is on its way to the engine.
    void asked();

    /// It has answered; replied() follows, which leads on.
    void answered();
    void replied(const everbounce::EngineAnswer &answer);

    /// The engine crashed or hung, and another one has taken its place and is asked the same; one phrase says
    /// how. `provoked`: an injected fault or a machine short of memory did it, or the engine had not come up
    /// yet; no question is to blame.
    void replaced(const QString &how, bool provoked);

    /// One question has ended two engines: it is not asked again. One phrase says how.
    void defeated(const QString &how);

    /// Too many engines ended in a short time, or none could be started: at present this node is not a good
    /// place for one. `ran`: they had come up and ended by themselves, so their question may be to blame.
    void gaveUp(bool ran);
};

} // namespace everbounce
