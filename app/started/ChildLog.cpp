// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/started/ChildLog.h"

#include <QDir>
#include <QFile>

#include <algorithm>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// -1 if it is another's, or no regular file. Nothing there is waited for, as a pipe would have it.
int openLog(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(),
                          O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
                          S_IRUSR | S_IWUSR);
    struct stat status = {};
    if (fd < 0 ||
        (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && ::flock(fd, LOCK_EX | LOCK_NB) == 0))
        return fd;
    ::close(fd);
    return -1;
}

} // namespace

ChildLog::ChildLog(const QString &folder, const QString &stem)
{
    constexpr int most = 1000;
    if (QDir().mkpath(folder)) {
        for (int number = 1; m_fd < 0 && number <= most; ++number)
            m_fd = openLog(QStringLiteral("%1/%2-%3.log").arg(folder, stem, QString::number(number)));
    }
    if (m_fd < 0)
        m_fd = ::open("/dev/null", O_RDWR | O_NOCTTY | O_CLOEXEC);
    clear();
}

ChildLog::~ChildLog()
{
    ::close(m_fd);
}

void ChildLog::clear()
{
    [[maybe_unused]] const int done = ::ftruncate(m_fd, 0);
}

QString ChildLog::lastLine() const
{
    char bytes[4096];
    const off_t size = ::lseek(m_fd, 0, SEEK_END);
    const ssize_t count = ::pread(m_fd, bytes, sizeof bytes, std::max<off_t>(0, size - off_t(sizeof bytes)));
    return QString::fromLocal8Bit(bytes, std::max<ssize_t>(0, count)).trimmed().section(u'\n', -1).trimmed();
}

} // namespace everbounce
