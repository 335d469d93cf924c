// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/faults/HoldThreads.h"

#include "engine/base/MonotonicClock.h"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>
#include <dirent.h>
#include <set>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace everbounce {
namespace {

std::atomic<std::int64_t> heldUntil;                           ///< of monotonicNow()
static_assert(std::atomic<std::int64_t>::is_always_lock_free); // it is read within a signal handler

int holdSignal()
{
    return SIGRTMIN + 3; // nobody else's
}

/// The handler: only what is safe in one. Every other signal waits, as for a stopped process.
void sleepInHandler(int)
{
    const int error = errno;
    const std::int64_t until = heldUntil;
    const timespec end{time_t(until / 1'000'000'000), long(until % 1'000'000'000)};
    while (::clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &end, nullptr) == EINTR)
        continue;
    errno = error;
}

std::set<pid_t> threads()
{
    std::set<pid_t> found;
    DIR *const tasks = ::opendir("/proc/self/task");
    if (!tasks)
        return found;
    while (const dirent *entry = ::readdir(tasks)) {
        const std::string_view name(entry->d_name);
        pid_t thread = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), thread).ec == std::errc())
            found.insert(thread);
    }
    ::closedir(tasks);
    return found;
}

} // namespace

bool canHoldThreads()
{
    char target[16];
    const ssize_t length = ::readlink("/proc/self", target, sizeof target);
    pid_t process = 0;
    return length > 0 && std::from_chars(target, target + length, process).ec == std::errc() &&
           process == ::getpid();
}

bool holdThreads(std::chrono::milliseconds length)
{
    if (!canHoldThreads())
        return false;
    heldUntil = (monotonicNow() + length).count();
    struct sigaction action = {};
    action.sa_handler = sleepInHandler;
    action.sa_flags = SA_RESTART;
    ::sigfillset(&action.sa_mask);
    if (::sigaction(holdSignal(), &action, nullptr) != 0)
        return false;
    // Until no thread is left that another one has started meanwhile.
    std::set<pid_t> held{::gettid()};
    for (std::size_t before = 0; before < held.size();) {
        before = held.size();
        for (const pid_t thread : threads()) {
            if (held.insert(thread).second)
                ::syscall(SYS_tgkill, ::getpid(), thread, holdSignal());
        }
    }
    sleepInHandler(holdSignal());
    return true;
}

} // namespace everbounce
