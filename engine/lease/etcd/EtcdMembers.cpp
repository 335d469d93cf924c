// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdMembers.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// For writing; -1 where it is no pipe, or nobody reads from it. Never waits.
int openPipe(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat status = {};
    if (fd < 0 || (::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode)))
        return fd;
    ::close(fd);
    return -1;
}

} // namespace

QString EtcdMembers::operator()(const QString &fault, std::chrono::milliseconds length) const
{
    const QByteArray line = etcdFaultLine(fault, length);
    const int fd = openPipe(m_pipe);
    // So short a line is written as a whole or not at all.
    const bool isWritten = fd >= 0 && ::write(fd, line.constData(), std::size_t(line.size())) == line.size();
    if (fd >= 0)
        ::close(fd);
    return isWritten ? QString()
                     : QStringLiteral("Nothing reads the pipe for etcd faults any more (--etcd-faults).");
}

QByteArray etcdFaultLine(const QString &fault, std::chrono::milliseconds length)
{
    const QByteArray seconds =
        length > length.zero() ? ' ' + QByteArray::number(double(length.count()) / 1000) : QByteArray();
    return fault.toUtf8() + seconds + '\n';
}

bool isPipe(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 && S_ISFIFO(status.st_mode);
}

} // namespace everbounce
