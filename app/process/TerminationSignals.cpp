// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/TerminationSignals.h"

#include <QtGlobal>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace everbounce {
namespace {

int wakeUpPipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(wakeUpPipe[1], &byte, 1);
}

void handle(int signal)
{
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(wakeUpPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("Cannot create a pipe for signals.");
    m_notifier = std::make_unique<QSocketNotifier>(wakeUpPipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (::read(wakeUpPipe[0], bytes, sizeof bytes) > 0)
            continue;
        Q_EMIT requested();
    });
    handle(SIGTERM);
    handle(SIGINT);
}

} // namespace everbounce
