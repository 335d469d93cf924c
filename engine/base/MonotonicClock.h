// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>

namespace everbounce {

/// CLOCK_BOOTTIME of this machine: the clock of every Instant and every TickMapping of this process. Unlike
/// CLOCK_MONOTONIC it goes on while the machine sleeps, so after waking up a lease that ran out meanwhile is
/// seen to have run out. Only the edges read it; the pure rooms get the time as an argument.
inline std::chrono::nanoseconds monotonicNow()
{
    std::timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// How long this machine has slept since it was started. An instant of monotonicNow() less this is an instant
/// of CLOCK_MONOTONIC, the usual clock of other programs.
inline std::chrono::nanoseconds timeAsleep()
{
    return monotonicNow() - std::chrono::duration_cast<std::chrono::nanoseconds>(
                                std::chrono::steady_clock::now().time_since_epoch());
}

/// Processor time of this thread.
inline std::chrono::nanoseconds threadTime()
{
    std::timespec taken{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &taken);
    return std::chrono::seconds(taken.tv_sec) + std::chrono::nanoseconds(taken.tv_nsec);
}

/// For Qt's timers: whole milliseconds, rounded up, so that a timer is never early. Timers stand still while
/// the machine sleeps: code that acts when one fires, or on any other event, asks monotonicNow().
inline std::chrono::milliseconds toTimer(std::chrono::nanoseconds length)
{
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(length, std::chrono::nanoseconds(0)));
}

} // namespace everbounce
