// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/StateLock.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace everbounce {

StateLock::~StateLock()
{
    if (m_directory >= 0)
        ::close(m_directory);
}

bool StateLock::lock(const QString &directory)
{
    const int opened = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return true; // a directory that cannot be opened is not locked; that it cannot be written is reported
                     // later
    if (::flock(opened, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(opened);
        return false;
    }
    m_directory = opened;
    return true;
}

} // namespace everbounce
