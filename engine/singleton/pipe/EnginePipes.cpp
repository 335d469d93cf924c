// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/pipe/EnginePipes.h"

#include "engine/base/FrameReader.h"
#include "engine/base/cbor/Cbor.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// The node stops itself and its engine wakes it up. A timer's signal does this, so that it happens even
/// while an answer takes forever.
void armWaking(WakeOrder order)
{
    static volatile pid_t node = 0;
    node = ::getppid();
    std::signal(SIGALRM, [](int) {
        if (::getppid() == node) // otherwise the node is gone, and its number may belong to another process
            ::kill(node, SIGCONT);
    });
    const auto us = std::chrono::microseconds(order.after).count();
    const itimerval timer{{0, 0}, {us / 1'000'000, us % 1'000'000}};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

} // namespace

EnginePipes::EnginePipes()
    : m_answers(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3))
{
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM})
        std::signal(signal, SIG_IGN);
}

void EnginePipes::send(const QCborMap &message)
{
    const QByteArray bytes = framed(encodedCbor(message));
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_answers, bytes.constData() + done, std::size_t(bytes.size() - done));
        if (count < 0 && errno != EINTR)
            std::_Exit(0);
        done += std::max<ssize_t>(count, 0);
    }
}

void EnginePipes::read(const std::function<void(const NumberedOrder &)> &handle)
{
    FrameReader frames(maxPipeBytes);
    QByteArray chunk(16384, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), std::size_t(chunk.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            std::_Exit(0); // the node is gone; a thread that computes may never return
        frames.append(chunk.first(count));
        while (const auto frame = frames.next()) {
            const auto order = decodeOrder(parsedCbor(*frame));
            if (order && std::holds_alternative<WakeOrder>(order->order))
                armWaking(std::get<WakeOrder>(order->order));
            else if (order)
                handle(*order);
        }
        if (frames.failed())
            std::_Exit(1);
    }
}

void carryOut(EngineFault fault)
{
    if (fault == EngineFault::Crash)
        std::raise(SIGSEGV);
    for (volatile bool forever = true; forever;)
        continue;
    std::_Exit(1);
}

void answerQuestions(const std::function<QCborMap(const QCborMap &)> &answer)
{
    EnginePipes pipes;
    pipes.sendReady();
    pipes.read([&](const NumberedOrder &order) {
        if (const auto *fault = std::get_if<EngineFault>(&order.order))
            carryOut(*fault);
        pipes.sendAnswer(order.number, answer(std::get<QCborMap>(order.order)));
    });
}

} // namespace everbounce
