// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/SystemCalls.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <initializer_list>
#include <memory>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// A list of calls for the kernel. A call that cannot be added (because this kind of machine does not have
/// it, say) stays forbidden.
class Filter
{
public:
    Filter()
        : m_context(seccomp_init(SCMP_ACT_ERRNO(EPERM)))
    {
    }

    void allow(std::initializer_list<int> calls)
    {
        for (const int call : calls)
            seccomp_rule_add(m_context.get(), SCMP_ACT_ALLOW, call, 0);
    }

    template<typename... Conditions>
    void allowWhere(int call, Conditions... conditions)
    {
        seccomp_rule_add(m_context.get(), SCMP_ACT_ALLOW, call, sizeof...(conditions), conditions...);
    }

    /// As if the kernel were too old to have it: callers then use another call.
    void deny(int call) { seccomp_rule_add(m_context.get(), SCMP_ACT_ERRNO(ENOSYS), call, 0); }

    bool load()
    {
        return m_context && seccomp_attr_set(m_context.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
               seccomp_attr_set(m_context.get(), SCMP_FLTATR_CTL_NNP, 0) == 0 && // done before
               seccomp_load(m_context.get()) == 0;
    }

private:
    struct Release
    {
        void operator()(void *context) const { seccomp_release(context); }
    };
    std::unique_ptr<void, Release> m_context;
};

/// Arguments of type int: the upper half of the register may hold anything.
scmp_arg_cmp isInt(unsigned argument, int value)
{
    return {argument, SCMP_CMP_MASKED_EQ, 0xffffffffu, scmp_datum_t(static_cast<unsigned>(value))};
}

scmp_arg_cmp lacks(unsigned argument, unsigned bits)
{
    return {argument, SCMP_CMP_MASKED_EQ, bits, 0};
}

void allowScript(Filter &filter)
{
    filter.allow({SCMP_SYS(read),         SCMP_SYS(write),         SCMP_SYS(futex),
                  SCMP_SYS(munmap),       SCMP_SYS(mremap),        SCMP_SYS(madvise),
                  SCMP_SYS(brk),          SCMP_SYS(clock_gettime), SCMP_SYS(sched_yield),
                  SCMP_SYS(getrandom),    SCMP_SYS(getpid),        SCMP_SYS(gettid),
                  SCMP_SYS(getppid),      SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
                  SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall),
                  SCMP_SYS(setitimer),    SCMP_SYS(exit),          SCMP_SYS(exit_group)});
    // For a thread that is being started meanwhile, and for its last words.
    filter.allow({SCMP_SYS(rseq), SCMP_SYS(set_robust_list), SCMP_SYS(writev)});
    // Qt's JavaScript engine keeps its memory in nameless files.
    filter.allow({SCMP_SYS(memfd_create), SCMP_SYS(ftruncate), SCMP_SYS(close)});
    filter.allowWhere(SCMP_SYS(mmap), lacks(2, PROT_EXEC));
    filter.allowWhere(SCMP_SYS(mprotect), lacks(2, PROT_EXEC));
    // Its own limits may be read, and nothing else with this call.
    filter.allowWhere(SCMP_SYS(prlimit64), isInt(0, 0), scmp_arg_cmp{2, SCMP_CMP_EQ, 0, 0});
    // Signals: to itself, so that it can crash, but none that would look as if the machine had killed it, or
    // somebody had stopped it; and to wake the node, which stops itself meanwhile.
    for (int signal = 0; signal < NSIG; ++signal) {
        if (signal == SIGKILL || signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN ||
            signal == SIGTTOU)
            continue;
        filter.allowWhere(SCMP_SYS(tgkill), isInt(0, ::getpid()), isInt(2, signal));
        filter.allowWhere(SCMP_SYS(kill), isInt(0, ::getpid()), isInt(1, signal));
    }
    filter.allowWhere(SCMP_SYS(kill), isInt(0, ::getppid()), isInt(1, SIGCONT));
}

void allowNative(Filter &filter)
{
    allowScript(filter);
    filter.allow({SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(fstat),
                  SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(clock_getres),
                  SCMP_SYS(gettimeofday), SCMP_SYS(sched_getaffinity), SCMP_SYS(uname), SCMP_SYS(sysinfo),
                  SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
                  SCMP_SYS(getcwd)});
    // Threads may be started, processes not. What clone3 asks for cannot be inspected: the C library then
    // uses clone.
    filter.allowWhere(SCMP_SYS(clone), scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD});
    filter.deny(SCMP_SYS(clone3));
    filter.allow({SCMP_SYS(set_tid_address)});
    filter.allow({SCMP_SYS(seccomp)}); // to forbid more
}

void allowLoading(Filter &filter)
{
    allowNative(filter);
    constexpr unsigned writing = O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
    filter.allowWhere(SCMP_SYS(open), lacks(1, writing));
    filter.allowWhere(SCMP_SYS(openat), lacks(2, writing));
    filter.allow({SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(access),
                  SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
                  SCMP_SYS(getdents64)});
    for (const int order : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC}) // not F_SETOWN, which sends signals
        filter.allowWhere(SCMP_SYS(fcntl), isInt(1, order));
    filter.allow({SCMP_SYS(landlock_create_ruleset), SCMP_SYS(landlock_add_rule),
                  SCMP_SYS(landlock_restrict_self)}); // to forbid more
}

} // namespace

bool allowOnly(SystemCalls calls)
{
    Filter filter;
    switch (calls) {
    case SystemCalls::Loading:
        allowLoading(filter);
        break;
    case SystemCalls::Native:
        allowNative(filter);
        break;
    case SystemCalls::Script:
        allowScript(filter);
        break;
    }
    return filter.load();
}

} // namespace everbounce
