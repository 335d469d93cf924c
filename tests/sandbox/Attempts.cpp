// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/Attempts.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace everbounce {
namespace {

class Attempts
{
public:
    void make(const char *name, long result)
    {
        if (result >= 0 || (errno != EPERM && errno != EACCES && errno != ENOSYS))
            m_through.push_back(name);
    }

    /// Notes a call that opens a file, and closes the file if there is one.
    void open(const char *name, long file)
    {
        make(name, file);
        if (file >= 0)
            ::close(int(file));
    }

    std::vector<std::string> through() const { return m_through; }

private:
    std::vector<std::string> m_through;
};

char nowhere[64];

void signals(Attempts &attempts, pid_t node)
{
    siginfo_t info{};
    info.si_code = SI_QUEUE;
    attempts.make("kill", ::kill(node, 0));
    attempts.make("kill the group", ::kill(0, 0));
    attempts.make("kill all", ::syscall(SYS_kill, -1, 0));
    attempts.make("continue all", ::syscall(SYS_kill, -1, SIGCONT));
    attempts.make("tkill", ::syscall(SYS_tkill, node, 0));
    attempts.make("tgkill", ::syscall(SYS_tgkill, node, node, 0));
    attempts.make("rt_sigqueueinfo", ::syscall(SYS_rt_sigqueueinfo, node, 0, &info));
    attempts.make("rt_tgsigqueueinfo", ::syscall(SYS_rt_tgsigqueueinfo, node, node, 0, &info));
    attempts.open("pidfd_open", ::syscall(SYS_pidfd_open, node, 0));
    attempts.make("pidfd_send_signal", ::syscall(SYS_pidfd_send_signal, -1, 0, nullptr, 0));
    attempts.make("pidfd_getfd", ::syscall(SYS_pidfd_getfd, -1, 0, 0));
    // It would look as if the machine had taken the engine, and nobody were to blame.
    const pid_t self = ::getpid();
    constexpr long likeKill = 0x100000000 | SIGKILL; // the kernel reads an int
    attempts.make("kill itself unseen", ::kill(self, SIGKILL));
    attempts.make("kill itself unseen, long", ::syscall(SYS_kill, self, likeKill));
    attempts.make("tgkill itself unseen", ::syscall(SYS_tgkill, self, ::gettid(), likeKill));
    // It would look as if somebody had stopped it.
    for (const int signal : {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU})
        attempts.make("stop itself", ::kill(self, signal));
    attempts.make("fcntl F_SETOWN", ::fcntl(0, F_SETOWN, node));
    attempts.make("ioctl", ::syscall(SYS_ioctl, 2, 0x5412 /* TIOCSTI */, nullptr));
}

void otherProcesses(Attempts &attempts, pid_t node)
{
    iovec local{nowhere, 1};
    rlimit limits{};
    attempts.make("ptrace", ::ptrace(PTRACE_PEEKDATA, node, nowhere, nullptr));
    attempts.make("process_vm_readv", ::process_vm_readv(node, &local, 1, &local, 1, 0));
    attempts.make("process_vm_writev", ::process_vm_writev(node, &local, 1, &local, 1, 0));
    attempts.make("process_madvise", ::syscall(SYS_process_madvise, -1, nullptr, 0, 0, 0));
    attempts.make("prlimit of the node", ::prlimit(node, RLIMIT_NOFILE, nullptr, &limits));
    limits = {64, 64};
    attempts.make("setting limits", ::prlimit(0, RLIMIT_NOFILE, &limits, nullptr));
    attempts.make("setpriority", ::setpriority(PRIO_PROCESS, id_t(node), 0));
    attempts.make("sched_setscheduler", ::syscall(SYS_sched_setscheduler, node, -1, nullptr));
    attempts.make("sched_setaffinity", ::syscall(SYS_sched_setaffinity, node, 0, nullptr));
    attempts.make("ioprio_set", ::syscall(SYS_ioprio_set, 1, node, -1));
    attempts.make("kcmp", ::syscall(SYS_kcmp, node, node, 0, 0, 0));
    attempts.make("move_pages", ::syscall(SYS_move_pages, node, 0, nullptr, nullptr, nullptr, 0));
    attempts.make("migrate_pages", ::syscall(SYS_migrate_pages, node, 0, nullptr, nullptr));
    attempts.make("get_robust_list", ::syscall(SYS_get_robust_list, node, nowhere, nowhere));
}

void programs(Attempts &attempts)
{
    char *const none[] = {nullptr};
    attempts.make("execve", ::execve("/nonexistent", none, none));
    attempts.make("execveat", ::syscall(SYS_execveat, -1, "", none, none, 0));
    const long child = ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (child == 0)
        ::_exit(0);
    attempts.make("clone of a process", child);
    attempts.make("clone3", ::syscall(SYS_clone3, nullptr, 0));
    attempts.make("unshare", ::syscall(SYS_unshare, 0));
    attempts.make("setns", ::syscall(SYS_setns, -1, 0));
    attempts.make("chroot", ::syscall(SYS_chroot, "/nonexistent"));
    attempts.make("mount", ::syscall(SYS_mount, "", "/nonexistent", "", 0, nullptr));
    attempts.make("personality", ::syscall(SYS_personality, 0xffffffff));
    attempts.make("prctl", ::syscall(SYS_prctl, 3 /* PR_GET_DUMPABLE */, 0, 0, 0, 0));
}

void network(Attempts &attempts)
{
    int pair[2];
    attempts.open("socket of the internet", ::socket(AF_INET, SOCK_STREAM, 0));
    attempts.open("socket of this machine", ::socket(AF_UNIX, SOCK_STREAM, 0));
    attempts.make("socketpair", ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    attempts.make("sendto", ::syscall(SYS_sendto, 1, nowhere, 0, 0, nullptr, 0));
    attempts.make("io_uring_setup", ::syscall(SYS_io_uring_setup, 1, nullptr));
    attempts.make("bpf", ::syscall(SYS_bpf, 0, nullptr, 0));
    attempts.make("perf_event_open", ::syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0));
    attempts.make("userfaultfd", ::syscall(SYS_userfaultfd, ~0u));
    attempts.make("keyctl", ::syscall(SYS_keyctl, 0, 0, 0));
    attempts.make("shmget", ::syscall(SYS_shmget, 1, 0, 0));
    attempts.make("semget", ::syscall(SYS_semget, 1, 0, 0));
    attempts.make("msgget", ::syscall(SYS_msgget, 1, 0));
    attempts.make("timer_create", ::syscall(SYS_timer_create, -1, nullptr, nullptr));
    attempts.make("inotify_init1", ::syscall(SYS_inotify_init1, -1));
}

void changesOfFiles(Attempts &attempts, pid_t node, const std::string &secret)
{
    const std::string memory = "/proc/" + std::to_string(node) + "/mem";
    const std::string made = secret + ".made";
    const std::string folder = secret.substr(0, secret.rfind('/'));
    const char *const file = secret.c_str();
    attempts.open("the node's memory, to write", ::open(memory.c_str(), O_RDWR));
    attempts.open("a file, to write", ::open(file, O_WRONLY));
    attempts.open("a file, to append", ::open(file, O_WRONLY | O_APPEND));
    attempts.open("a new file", ::open(made.c_str(), O_WRONLY | O_CREAT, 0600));
    attempts.open("a new file, to read", ::open(made.c_str(), O_RDONLY | O_CREAT, 0600));
    attempts.open("a file without name", ::open(folder.c_str(), O_WRONLY | O_TMPFILE, 0600));
    attempts.open("openat2", ::syscall(SYS_openat2, AT_FDCWD, file, nullptr, 0));
    attempts.open("creat", ::syscall(SYS_openat, AT_FDCWD, made.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600));
    attempts.make("unlink", ::unlink(made.c_str()));
    attempts.make("rename", ::rename(made.c_str(), made.c_str()));
    attempts.make("mkdir", ::mkdirat(AT_FDCWD, file, 0700));
    attempts.make("link", ::link(file, file));
    attempts.make("symlink", ::symlink(file, file));
    attempts.make("chmod", ::fchmodat(AT_FDCWD, file, 0600, 0));
    attempts.make("truncate", ::truncate(made.c_str(), 0));
    attempts.make("mkfifo", ::mkfifoat(AT_FDCWD, file, 0600));
}

} // namespace

std::vector<std::string> harmfulCalls(pid_t node, const std::string &secret)
{
    Attempts attempts;
    signals(attempts, node);
    otherProcesses(attempts, node);
    programs(attempts);
    network(attempts);
    changesOfFiles(attempts, node, secret);
    return attempts.through();
}

std::vector<std::string> fileCalls(const std::string &secret)
{
    Attempts attempts;
    const std::string memory = "/proc/" + std::to_string(::getppid()) + "/mem";
    attempts.open("the node's memory, to read", ::open(memory.c_str(), O_RDONLY));
    attempts.open("a secret", ::open(secret.c_str(), O_RDONLY));
    attempts.open("a folder", ::open("/", O_RDONLY | O_DIRECTORY));
    attempts.open("the node's map",
                  ::open(("/proc/" + std::to_string(::getppid()) + "/maps").c_str(), O_RDONLY));
    return attempts.through();
}

std::vector<std::string> nativeCalls()
{
    Attempts attempts;
    attempts.make("code made at run time", long(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)));
    void *const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    attempts.make("code out of data", ::mprotect(page, 4096, PROT_READ | PROT_EXEC));
    attempts.make("clone of a thread",
                  ::syscall(SYS_clone, CLONE_THREAD, nullptr, nullptr, nullptr, nullptr));
    attempts.make("seccomp", ::syscall(SYS_seccomp, -1, 0, nullptr));
    attempts.make("lseek", ::lseek(0, 0, SEEK_CUR));
    return attempts.through();
}

} // namespace everbounce
