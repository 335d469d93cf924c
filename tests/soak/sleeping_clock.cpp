// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

// Preloaded into a program: its CLOCK_MONOTONIC, and with it all of Qt's timers, have stood still for as long
// as the file says that EVERBOUNCE_ASLEEP names, in nanoseconds. That is what a program sees whose machine
// was suspended; CLOCK_BOOTTIME goes on.

namespace {

using Asleep = std::atomic<std::int64_t>;
using GetTime = int (*)(clockid_t, timespec *);
constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;

const Asleep *openAsleep()
{
    const char *name = std::getenv("EVERBOUNCE_ASLEEP");
    const int file = name ? ::open(name, O_RDONLY | O_CLOEXEC) : -1;
    void *memory = file < 0 ? MAP_FAILED : ::mmap(nullptr, sizeof(Asleep), PROT_READ, MAP_SHARED, file, 0);
    if (file >= 0)
        ::close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<const Asleep *>(memory);
}

} // namespace

extern "C" int clock_gettime(clockid_t clock, timespec *now)
{
    static const auto original = reinterpret_cast<GetTime>(::dlsym(RTLD_NEXT, "clock_gettime"));
    static const Asleep *const asleep = openAsleep();
    const int result = original(clock, now);
    if (result == 0 && clock == CLOCK_MONOTONIC && asleep) {
        const std::int64_t time = now->tv_sec * nanosecondsPerSecond + now->tv_nsec - *asleep;
        now->tv_sec = time / nanosecondsPerSecond;
        now->tv_nsec = time % nanosecondsPerSecond;
    }
    return result;
}
