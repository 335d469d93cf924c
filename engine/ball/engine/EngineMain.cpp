// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/EngineMain.h"

#include "engine/ball/engine/ForeignCode.h"
#include "engine/ball/pipe/Flight.h"
#include "engine/singleton/pipe/EnginePipes.h"

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>

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

void receive(const NumberedOrder &order, Inbox &inbox)
{
    if (const auto *fault = std::get_if<EngineFault>(&order.order))
        return inbox.put({order.number, *fault});
    auto request = decodeRequest(std::get<QCborMap>(order.order));
    if (!request)
        return;
    narrowThread(*request);
    inbox.put({order.number, std::move(*request)});
}

[[noreturn]] void answer(Inbox &inbox, EnginePipes &pipes, const BehaviorLoader &load)
{
    ForeignCode foreign(load);
    const BehaviorLoader loadHere = [&foreign](const BehaviorCode &code) { return foreign.load(code); };
    for (;;) {
        const Asked asked = inbox.take();
        if (const auto *fault = std::get_if<EngineFault>(&asked.what))
            carryOut(*fault);
        const auto &request = std::get<FlightRequest>(asked.what);
        foreign.prepareFor(request);
        pipes.sendAnswer(asked.number, encodeReply(fly(request, loadHere)));
    }
}

} // namespace

void runEngine(const BehaviorLoader &load, EngineTask task)
{
    EnginePipes pipes; // a behaviour that prints does not spoil the answers
    if (!enterSandbox(task))
        std::fputs("The engine runs without a sandbox: this kernel has no system call filter (seccomp).\n",
                   stderr);
    pipes.sendReady();
    Inbox inbox;
    // Not on the main thread: there the C library looks the stack up in a file when an interpreter asks for
    // its bounds.
    std::thread([&] { answer(inbox, pipes, load); }).detach();
    pipes.read([&](const NumberedOrder &order) { receive(order, inbox); });
}

} // namespace everbounce
