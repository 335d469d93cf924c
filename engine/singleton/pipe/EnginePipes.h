// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/pipe/EngineMessages.h"

#include <functional>

namespace everbounce {

/// Answers a node's questions until the node is gone: all that an engine program's main function has to do.
/// `answer` keeps nothing between questions.
[[noreturn]] void answerQuestions(const std::function<QCborMap(const QCborMap &question)> &answer);

/// An engine process's end of its pipes, for a program that does more. One per process.
class EnginePipes
{
public:
    /// From now on standard output is for answers only: whatever else is printed goes to standard error.
    /// Ctrl-C, and a service manager's request to stop, reach the whole process group and are ignored: the
    /// node decides when its engine ends.
    EnginePipes();

    /// The engine is up: from now on it is computing that takes time, not starting.
    void sendReady() { send(encodeReady()); }

    /// The answer to the question with that number. May be called on another thread than read().
    void sendAnswer(quint64 number, const QCborMap &answer) { send(numbered(number, answer)); }

    /// Hands over each question and fault. Ends the process when the node is gone. Wakes a node that stops
    /// itself.
    [[noreturn]] void read(const std::function<void(const NumberedOrder &)> &handle);

private:
    void send(const QCborMap &message);

    int m_answers; ///< the pipe that standard output was at the start
};

/// Breaks this process, as its node asked.
[[noreturn]] void carryOut(EngineFault fault);

} // namespace everbounce
