// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/StateLock.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace everbounce {

namespace {

int openForLock(const QString &directory, const QString &name)
{
    const int file = ::open(QFile::encodeName(directory + u'/' + name).constData(),
                            O_RDONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, S_IRUSR | S_IWUSR);
    return file >= 0 ? file
                     : ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

} // namespace

StateLock::~StateLock()
{
    if (m_locked >= 0)
        ::close(m_locked);
}

bool StateLock::lock(const QString &directory, const QString &file)
{
    const int opened = openForLock(directory, file);
    if (opened < 0)
        return true; // a directory that cannot be opened is not locked; that it cannot be written is reported
                     // later
    if (::flock(opened, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(opened);
        return false;
    }
    m_locked = opened;
    return true;
}

} // namespace everbounce
