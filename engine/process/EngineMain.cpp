// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/EngineMain.h"

#include "engine/FrameReader.h"
#include "engine/process/Flight.h"

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace everbounce {
namespace {

/// The requests that have come in, from the reading thread to the computing one.
class Inbox
{
public:
    void put(NumberedRequest request)
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(std::move(request));
        m_filled.notify_one();
    }

    NumberedRequest take()
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return !m_requests.empty(); });
        NumberedRequest request = std::move(m_requests.front());
        m_requests.pop_front();
        return request;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<NumberedRequest> m_requests;
};

[[noreturn]] void readRequests(Inbox &inbox)
{
    FrameReader frames(maxPipeBytes);
    QByteArray chunk(16384, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), std::size_t(chunk.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            std::_Exit(0); // the node is gone; the computing thread may never come back to be asked
        frames.append(chunk.first(count));
        while (const auto frame = frames.next()) {
            if (auto request = decodeRequest(QCborValue::fromCbor(*frame)))
                inbox.put(std::move(*request));
        }
        if (frames.failed())
            std::_Exit(1);
    }
}

void writeAll(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::write(STDOUT_FILENO, bytes.constData() + done, std::size_t(bytes.size() - done));
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

void forbidCoreDumps()
{
    // An engine is expected to die now and then; each time a dump of it would fill the disk.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

} // namespace

int runEngine()
{
    forbidCoreDumps();
    std::signal(SIGPIPE, SIG_IGN);
    // Ctrl-C, and a service manager's request to stop, reach the whole group: the node decides when its
    // engine ends.
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    Inbox inbox;
    std::thread([&inbox] { readRequests(inbox); }).detach();
    for (;;) {
        const NumberedRequest asked = inbox.take();
        if (const auto *fault = std::get_if<EngineFault>(&asked.request))
            carryOut(*fault);
        const QCborMap reply = encodeReply(asked.number, fly(std::get<FlightRequest>(asked.request)));
        writeAll(framed(reply.toCborValue().toCbor()));
    }
}

} // namespace everbounce
