// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/Sandbox.h"

#include "engine/ball/engine/SystemCalls.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace everbounce {
namespace {

void limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit limits{most, most};
    ::setrlimit(resource, &limits);
}

constexpr rlim_t mebibyte = 1 << 20;

void limitResources(EngineTask task)
{
    const bool isPreview = task == EngineTask::Preview;
    limit(RLIMIT_CORE, 0); // it is expected to die now and then, and each dump would fill the disk
    limit(RLIMIT_FSIZE,
          64 * mebibyte); // not 0: the JavaScript engine keeps its memory in nameless files
    limit(RLIMIT_NOFILE, 64);
#ifndef __SANITIZE_ADDRESS__ // whose shadow memory alone is larger
    limit(RLIMIT_AS, (isPreview ? 384 : 1024) * mebibyte);
#endif
    if (isPreview) {
        const rlimit processorTime{1, 2}; // seconds: SIGXCPU, then SIGKILL
        ::setrlimit(RLIMIT_CPU, &processorTime);
        ::setpriority(PRIO_PROCESS, 0, 5); // after the ball, but not never
    }
}

void offerToBeKilledFirst()
{
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    [[maybe_unused]] const ssize_t written = ::write(file, "1000", 4);
    ::close(file);
}

/// Even if root started the node, the engine must not be almighty.
void dropPrivileges()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
    ::syscall(SYS_capset, &header, none);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

} // namespace

bool enterSandbox(EngineTask task)
{
    offerToBeKilledFirst();
    limitResources(task);
    dropPrivileges();
    return allowOnly(SystemCalls::Loading);
}

} // namespace everbounce
