// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/OutsideFile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// A file descriptor that is closed at the end of its scope.
struct Descriptor
{
    int fd;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

/// Where its links lead, from its folder on; empty if that is out of it, or nowhere.
QString targetInFolder(const QFileInfo &file)
{
    const QString canonical = QFileInfo(file.path()).canonicalFilePath();
    const QString folder = canonical.endsWith(u'/') ? canonical : canonical + u'/';
    const QString target = file.canonicalFilePath();
    return target.startsWith(folder) ? target.mid(folder.size()) : QString();
}

/// For kernels before 5.6, and containers that block openat2(): the links are followed here.
int openFollowed(int folder, const QFileInfo &file, int flags)
{
    const QString target = targetInFolder(file);
    if (target.isEmpty()) {
        errno = file.exists() ? EXDEV : ENOENT;
        return -1;
    }
    return ::openat(folder, QFile::encodeName(target).constData(), flags | O_NOFOLLOW);
}

int openNoHigher(int folder, const QString &name, int flags)
{
    open_how how{};
    how.flags = quint64(flags);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    return int(::syscall(SYS_openat2, folder, QFile::encodeName(name).constData(), &how, sizeof how));
}

int openBeneath(int folder, const QFileInfo &file, int flags)
{
    const int fd = openNoHigher(folder, file.fileName(), flags);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return openFollowed(folder, file, flags);
    if (fd >= 0 || errno != EXDEV)
        return fd;
    // The kernel refuses every absolute link, and the one in question may lead back into the folder.
    const QString target = targetInFolder(file);
    errno = EXDEV;
    return target.isEmpty() ? -1 : openNoHigher(folder, target, flags);
}

bool isSame(const struct stat &a, const struct stat &b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/// Owned by neither this user nor root. In a container, the owner of files from outside it may be unknown.
bool isOfAnother(uid_t owner)
{
    constexpr uid_t unknown = 65534;
    return owner != ::geteuid() && owner != 0 && owner != unknown;
}

/// Whether it is what is there that cannot be read, whoever tries and whenever.
bool isOfItsKind(int error)
{
    return error == ENOENT || error == ENXIO || error == EXDEV || error == ELOOP || error == ENOTDIR;
}

QString sizeText(qint64 bytes)
{
    return bytes % 1024 == 0 ? QStringLiteral("%1 KiB").arg(bytes / 1024)
                             : QStringLiteral("%1 bytes").arg(bytes);
}

} // namespace

OutsideFile::OutsideFile(const QString &path)
{
    if (const int error = open(QFileInfo(path)); error != 0)
        fail(error);
}

/// 0, or the error number.
int OutsideFile::open(const QFileInfo &file)
{
    const Descriptor folder{
        ::open(QFile::encodeName(file.path()).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (folder.fd < 0)
        return errno;
    // Looked at before it is opened: opening a device may have effects.
    const Descriptor looked{openBeneath(folder.fd, file, O_PATH | O_CLOEXEC)};
    struct stat seen = {};
    if (looked.fd < 0 || ::fstat(looked.fd, &seen) != 0)
        return errno;
    if (!S_ISREG(seen.st_mode))
        return ENXIO;
    m_fd = openBeneath(folder.fd, file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (m_fd < 0 || ::fstat(m_fd, &m_status) != 0)
        return errno;
    return isSame(seen, m_status) ? 0 : EAGAIN;
}

OutsideFile::~OutsideFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void OutsideFile::fail(int error)
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
    m_status = {};
    m_missing = error == ENOENT;
    m_unread = !isOfItsKind(error);
    if (error == ENXIO)
        m_problem = QStringLiteral("it is not a regular file");
    else if (error == EXDEV)
        m_problem = QStringLiteral("it is a link that leads out of its folder");
    else
        m_problem =
            QStringLiteral("it cannot be read (%1)").arg(QString::fromLocal8Bit(std::strerror(error)));
}

std::optional<QByteArray> OutsideFile::read(qint64 mostBytes)
{
    if (m_fd < 0)
        return std::nullopt;
    if (m_status.st_size > mostBytes) {
        m_problem = QStringLiteral("it is larger than %1").arg(sizeText(mostBytes));
        return std::nullopt;
    }
    QByteArray content(m_status.st_size, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t count = ::pread(m_fd, content.data() + done, std::size_t(content.size() - done), done);
        if (count == 0)
            break; // it has become shorter meanwhile
        if (count < 0 && errno != EINTR) {
            fail(errno);
            return std::nullopt;
        }
        done += std::max<ssize_t>(count, 0);
    }
    content.truncate(done);
    return content;
}

bool isRegularOrMissing(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) != 0 || S_ISREG(status.st_mode);
}

QString waysToReplace(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) == 0 && isOfAnother(status.st_uid))
        return QStringLiteral("it belongs to another user");
    QFileInfo folder(QFileInfo(QFileInfo(path).path()).canonicalFilePath());
    // A group may have its own folders; whoever can rename one above them can do so with all that is in it.
    for (mode_t writers = S_IWGRP | S_IWOTH;; writers = S_IWOTH) {
        if (::stat(QFile::encodeName(folder.filePath()).constData(), &status) != 0)
            return {};
        if ((status.st_mode & writers) != 0 && (status.st_mode & S_ISVTX) == 0)
            return QStringLiteral("others can write to %1; run chmod go-w on it").arg(folder.filePath());
        if (writers != S_IWOTH && isOfAnother(status.st_uid))
            return QStringLiteral("%1 belongs to another user").arg(folder.filePath());
        if (folder.isRoot())
            return {};
        folder = QFileInfo(folder.path());
    }
}

} // namespace everbounce
