// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>

namespace everbounce::harness {

/// How long a test waits for what is bound to come. It says nothing about how fast it ought to be: it only
/// has to be longer than the slowest machine under the greatest load needs.
constexpr std::chrono::milliseconds patience = std::chrono::seconds(30);

/// Runs the event loop until the condition holds; looks at it after each event, and never sleeps. False
/// where it did not come to hold in time.
template<typename Condition>
bool waitUntil(Condition &&holds, std::chrono::milliseconds most = patience)
{
    const QDeadlineTimer deadline(most);
    QTimer alarm; // wakes the loop when the deadline has come, not before
    alarm.setTimerType(Qt::PreciseTimer);
    alarm.start(most + std::chrono::milliseconds(1));
    while (!holds()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Waits like waitUntil(), for what shows only when somebody is asked again.
template<typename Condition>
bool askUntil(Condition &&holds)
{
    QTimer again;
    again.start(50);
    return waitUntil(holds);
}

} // namespace everbounce::harness
