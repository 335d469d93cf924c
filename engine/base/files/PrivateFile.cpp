// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/PrivateFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// A file descriptor that is closed at the end of its scope.
struct DraftDescriptor
{
    int fd;
    ~DraftDescriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

} // namespace

bool createPrivateFile(const QByteArray &path, const QByteArray &content)
{
    const DraftDescriptor file{::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    return file.fd >= 0 &&
           ::write(file.fd, content.constData(), std::size_t(content.size())) == content.size() &&
           ::fsync(file.fd) == 0;
}

QByteArray draftBeside(const QByteArray &path)
{
    return path + '.' + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
}

void createPrivateFolderOf(const QString &path)
{
    const QString folder = QFileInfo(path).path();
    QDir().mkpath(QFileInfo(folder).path());
    ::mkdir(QFile::encodeName(folder).constData(), 0700);
}

} // namespace everbounce
