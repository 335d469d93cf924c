// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/Sandbox.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <initializer_list>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace everbounce {
namespace {

void limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit limits{most, most};
    ::setrlimit(resource, &limits);
}

void limitResources()
{
    limit(RLIMIT_CORE, 0); // it is expected to die now and then, and each dump would fill the disk
    limit(RLIMIT_FSIZE, rlim_t(64) << 20); // not 0: the JavaScript engine keeps its code in files in memory
    limit(RLIMIT_NOFILE, 64);
#ifndef __SANITIZE_ADDRESS__ // whose shadow alone is larger
    limit(RLIMIT_AS, rlim_t(1) << 30);
#endif
}

void offerToBeKilledFirst()
{
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    [[maybe_unused]] const ssize_t written = ::write(file, "1000", 4);
    ::close(file);
}

/// Where the kernel has no such filters the engine runs without them.
void forbidCalls()
{
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return;
    const auto self = scmp_datum_t(::getpid());
    const auto refuse = SCMP_ACT_ERRNO(EPERM);
    for (const int call : {SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(execve), SCMP_SYS(execveat),
                           SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
                           SCMP_SYS(pidfd_send_signal), SCMP_SYS(rt_sigqueueinfo)})
        seccomp_rule_add(filter, refuse, call, 0);
    seccomp_rule_add(filter, refuse, SCMP_SYS(kill), 2, SCMP_A0(SCMP_CMP_NE, self),
                     SCMP_A1(SCMP_CMP_NE, SIGCONT));
    seccomp_rule_add(filter, refuse, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_NE, self));
    seccomp_rule_add(filter, refuse, SCMP_SYS(tkill), 1, SCMP_A0(SCMP_CMP_NE, self));
    // Threads may be started, processes not. What clone3 asks for cannot be seen: the C library then uses
    // clone.
    seccomp_rule_add(filter, refuse, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    seccomp_load(filter);
    seccomp_release(filter);
}

} // namespace

void enterSandbox()
{
    offerToBeKilledFirst();
    limitResources();
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    forbidCalls();
}

} // namespace everbounce
