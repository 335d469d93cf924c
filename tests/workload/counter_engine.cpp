// SPDX-License-Identifier: GPL-3.0-or-later
// The counter's engine process: reads questions from its standard input, and writes the answers.
#include "engine/base/Cbor.h"
#include "engine/base/FrameReader.h"
#include "engine/singleton/pipe/EngineMessages.h"
#include "tests/workload/Counter.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

using namespace everbounce;

namespace {

void write(const QCborMap &message)
{
    const QByteArray bytes = framed(message.toCborValue().toCbor());
    if (::write(STDOUT_FILENO, bytes.constData(), std::size_t(bytes.size())) != bytes.size())
        std::_Exit(1);
}

void answer(const QCborValue &message)
{
    const auto order = decodeOrder(message);
    if (!order)
        return;
    if (const auto *fault = std::get_if<EngineFault>(&order->order); fault && *fault == EngineFault::Crash)
        std::raise(SIGSEGV);
    if (const auto *question = std::get_if<QCborMap>(&order->order))
        write(numbered(order->number, counter::answerTo(*question)));
}

} // namespace

int main()
{
    write(encodeReady());
    FrameReader frames(maxPipeBytes);
    QByteArray chunk(16384, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), std::size_t(chunk.size()));
        if (count <= 0)
            return 0;
        frames.append(chunk.first(count));
        while (const auto frame = frames.next())
            answer(parsedCbor(*frame));
    }
}
