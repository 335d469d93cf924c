// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/started/ChildNode.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace everbounce {
namespace {

/// Words of a command line or an environment, as the system takes them.
class Words
{
public:
    void add(const QByteArray &word) { m_words.push_back(word); }
    char **data()
    {
        m_pointers.clear();
        for (QByteArray &word : m_words)
            m_pointers.push_back(word.data());
        m_pointers.push_back(nullptr);
        return m_pointers.data();
    }

private:
    std::vector<QByteArray> m_words;
    std::vector<char *> m_pointers;
};

/// What this node was given in its environment is on the command line of the other one.
Words environmentOfChild()
{
    Words words;
    for (char **variable = environ; *variable; ++variable) {
        if (std::strncmp(*variable, "EVERBOUNCE_", 11) != 0)
            words.add(*variable);
    }
    return words;
}

// Two calls of the kernel that glibc has no usable header for before 2.37 in C++.

/// A descriptor that stands for a process, even when its number is another one's.
int descriptorOf(pid_t pid)
{
    return int(::syscall(SYS_pidfd_open, pid, 0));
}

void terminate(int process)
{
    ::syscall(SYS_pidfd_send_signal, process, SIGTERM, nullptr, 0);
}

void closeIt(int &descriptor)
{
    if (descriptor >= 0)
        ::close(std::exchange(descriptor, -1));
}

/// How a process is to begin: with these as its first descriptors and none of the others, no signal held
/// back, and in a session of its own, so that Ctrl+C in the window's terminal is for the window alone.
class Beginning
{
public:
    Beginning(int input, int output, int log)
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        sigset_t none;
        sigset_t usual;
        sigemptyset(&none);
        sigemptyset(&usual);
        for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP})
            sigaddset(&usual, signal);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &usual);
        posix_spawnattr_setflags(&attributes,
                                 POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Beginning()
    {
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
    }
    Q_DISABLE_COPY_MOVE(Beginning)

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

QString wordsOf(const siginfo_t &end)
{
    return end.si_code == CLD_EXITED ? QStringLiteral("it ended with status %1").arg(end.si_status)
                                     : QStringLiteral("it was ended by signal %1").arg(end.si_status);
}

} // namespace

ChildNode::~ChildNode()
{
    closeIt(m_lifeline);
    closeIt(m_output);
    closeIt(m_process);
}

QString ChildNode::start(const Program &program)
{
    int lifeline[2] = {-1, -1}; // sockets: writing to one whose other end is gone raises no signal
    int output[2] = {-1, -1};
    pid_t pid = 0;
    int error =
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lifeline) != 0 || ::pipe2(output, O_CLOEXEC) != 0
            ? errno
            : 0;
    if (error == 0) {
        const QByteArray path = QFile::encodeName(program.path);
        Words arguments;
        arguments.add(path);
        for (const QString &argument : program.arguments)
            arguments.add(argument.toLocal8Bit());
        Words environment = environmentOfChild();
        const Beginning beginning(lifeline[1], output[1], program.log);
        error = posix_spawn(&pid, path.constData(), &beginning.actions, &beginning.attributes,
                            arguments.data(), environment.data());
    }
    closeIt(lifeline[1]);
    closeIt(output[1]);
    m_lifeline = lifeline[0];
    m_output = output[0];
    if (error == 0 && (m_process = descriptorOf(pid)) < 0)
        error = errno;
    if (error != 0)
        return QString::fromLocal8Bit(std::strerror(error));
    watch();
    return {};
}

void ChildNode::watch()
{
    ::fcntl(m_output, F_SETFL, O_NONBLOCK);
    m_outputNotifier = std::make_unique<QSocketNotifier>(m_output, QSocketNotifier::Read);
    connect(m_outputNotifier.get(), &QSocketNotifier::activated, this, &ChildNode::readOutput);
    m_exitNotifier = std::make_unique<QSocketNotifier>(m_process, QSocketNotifier::Read);
    connect(m_exitNotifier.get(), &QSocketNotifier::activated, this, &ChildNode::onExit);
}

void ChildNode::stay(bool stays)
{
    const char *const word = stays ? "stay\n" : "go\n";
    // It has room for many of them. Where the other end is gone, so is the node.
    [[maybe_unused]] const ssize_t sent =
        ::send(m_lifeline, word, std::strlen(word), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void ChildNode::end()
{
    terminate(m_process);
}

/// One line is expected, and nothing after it.
void ChildNode::readOutput()
{
    constexpr qsizetype most = 4096;
    char bytes[512];
    ssize_t size = 0;
    while ((size = ::read(m_output, bytes, sizeof bytes)) > 0 && m_told.size() < most)
        m_told.append(bytes, qsizetype(size));
    if (size == 0 || m_told.size() >= most)
        m_outputNotifier->setEnabled(false);
    static const QRegularExpression form(
        QStringLiteral(R"(^ready name=(.+) node=([0-9a-f]{16}) http=(\S+) pid=\d+\n)"));
    const auto match = form.match(QString::fromLocal8Bit(m_told));
    if (!match.hasMatch() || std::exchange(m_isReady, true))
        return;
    Q_EMIT ready(match.captured(2), match.captured(1), quint16(QUrl(match.captured(3)).port()));
}

void ChildNode::onExit()
{
    siginfo_t end = {};
    if (::waitid(P_PIDFD, id_t(m_process), &end, WEXITED | WNOHANG) != 0 || end.si_pid == 0)
        return;
    m_exitNotifier->setEnabled(false);
    readOutput();
    Q_EMIT ended(wordsOf(end));
}

} // namespace everbounce
