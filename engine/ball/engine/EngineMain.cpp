// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/EngineMain.h"

#include "engine/ball/engine/ForeignCode.h"
#include "engine/ball/engine/Sandbox.h"
#include "engine/ball/pipe/Flight.h"
#include "engine/base/Cbor.h"
#include "engine/base/FrameReader.h"
#include "engine/singleton/pipe/EngineMessages.h"

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

namespace everbounce {
namespace {

/// A question from the node, or a fault that it asks for.
struct Asked
{
    quint64 number = 0;
    std::variant<FlightRequest, EngineFault> what;
};

/// Messages from the reading thread to the computing one.
class Inbox
{
public:
    void put(Asked request)
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(std::move(request));
        m_filled.notify_one();
    }

    Asked take()
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return !m_requests.empty(); });
        Asked request = std::move(m_requests.front());
        m_requests.pop_front();
        return request;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<Asked> m_requests;
};

/// The node stops itself and its engine wakes it up. A timer's signal does this, so that it happens even
/// while a behaviour hangs.
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

void receive(const QCborValue &message, Inbox &inbox)
{
    const auto order = decodeOrder(message);
    if (!order)
        return;
    if (const auto *wake = std::get_if<WakeOrder>(&order->order))
        return armWaking(*wake);
    if (const auto *fault = std::get_if<EngineFault>(&order->order))
        return inbox.put({order->number, *fault});
    auto request = decodeRequest(std::get<QCborMap>(order->order));
    if (!request)
        return;
    narrowThread(*request);
    inbox.put({order->number, std::move(*request)});
}

[[noreturn]] void readOrders(Inbox &inbox)
{
    FrameReader frames(maxPipeBytes);
    QByteArray chunk(16384, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), std::size_t(chunk.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            std::_Exit(0); // the node is gone; the flying thread may never return
        frames.append(chunk.first(count));
        while (const auto frame = frames.next())
            receive(parsedCbor(*frame), inbox);
        if (frames.failed())
            std::_Exit(1);
    }
}

/// Where answers go: the pipe that standard output was at the start.
int answers = -1;

/// A behaviour that prints must not spoil the answers: from now on its output goes to standard error.
void reserveAnswers()
{
    answers = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
}

void writeAll(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(answers, bytes.constData() + done, std::size_t(bytes.size() - done));
        if (count < 0 && errno != EINTR)
            std::_Exit(0);
        done += std::max<ssize_t>(count, 0);
    }
}

[[noreturn]] void carryOut(EngineFault fault)
{
    if (fault == EngineFault::Crash)
        std::raise(SIGSEGV);
    for (volatile bool forever = true; forever;)
        continue;
    std::_Exit(1);
}

[[noreturn]] void answer(Inbox &inbox, const BehaviorLoader &load)
{
    ForeignCode foreign(load);
    const BehaviorLoader loadHere = [&foreign](const BehaviorCode &code) { return foreign.load(code); };
    for (;;) {
        const Asked asked = inbox.take();
        if (const auto *fault = std::get_if<EngineFault>(&asked.what))
            carryOut(*fault);
        const auto &request = std::get<FlightRequest>(asked.what);
        foreign.prepareFor(request);
        const QCborMap reply = numbered(asked.number, encodeReply(fly(request, loadHere)));
        writeAll(framed(reply.toCborValue().toCbor()));
    }
}

} // namespace

void runEngine(const BehaviorLoader &load)
{
    reserveAnswers();
    std::signal(SIGPIPE, SIG_IGN);
    // Ctrl-C, and a service manager's request to stop, reach the whole process group: the node decides when
    // its engine ends.
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    if (!enterSandbox())
        std::fputs("The engine runs without a sandbox: this kernel has no system call filter (seccomp).\n",
                   stderr);
    writeAll(framed(encodeReady().toCborValue().toCbor()));
    Inbox inbox;
    // Not on the main thread: there the C library looks the stack up in a file when an interpreter asks for
    // its bounds.
    std::thread([&] { answer(inbox, load); }).detach();
    readOrders(inbox);
}

} // namespace everbounce
