// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/FileLock.h"

#include <QFile>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto lockPatience = 2s;
constexpr auto lockPause = 2ms;

/// 0, or the error number.
int acquire(int fd)
{
    const auto end = std::chrono::steady_clock::now() + lockPatience;
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EINTR && errno != EWOULDBLOCK)
            return errno;
        if (std::chrono::steady_clock::now() >= end)
            return EWOULDBLOCK;
        std::this_thread::sleep_for(lockPause);
    }
    return 0;
}

} // namespace

FileLock::FileLock(const QString &path)
    : m_fd(::open(QFile::encodeName(path + QLatin1String(".lock")).constData(),
                  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR))
{
    const int error = m_fd < 0 ? errno : acquire(m_fd);
    m_isBusy = error == EWOULDBLOCK;
    if (m_isBusy)
        m_problem = QStringLiteral("another process is changing it");
    else if (error != 0)
        m_problem = QString::fromLocal8Bit(std::strerror(error));
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

} // namespace everbounce
