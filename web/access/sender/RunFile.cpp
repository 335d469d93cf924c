// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/RunFile.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    int number() const { return m_number; }
    explicit operator bool() const { return m_number >= 0; }

private:
    int m_number;
};

QString failed(const QString &path)
{
    return QStringLiteral("Cannot write %1: %2.").arg(path, QString::fromLocal8Bit(std::strerror(errno)));
}

/// It must belong to this user, and be safe from others, who could otherwise replace the file.
bool isPrivate(const Descriptor &directory)
{
    struct stat status = {};
    return fstat(directory.number(), &status) == 0 && status.st_uid == geteuid() &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

} // namespace

RunFile::~RunFile()
{
    remove();
}

void RunFile::remove()
{
    // Meanwhile another node on this port may have written its own.
    QFile file(m_path);
    if (!m_path.isEmpty() && file.open(QIODevice::ReadOnly) && file.readAll() == m_content)
        file.remove();
}

QString RunFile::write(const QString &path, const QByteArray &content)
{
    if (path != m_path)
        remove();
    const QString directory = QFileInfo(path).path();
    const QByteArray folder = QFile::encodeName(directory);
    QDir().mkpath(QFileInfo(directory).path());
    if (mkdir(folder.constData(), S_IRWXU) != 0 && errno != EEXIST)
        return failed(path);
    const Descriptor opened(open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened)
        return failed(path);
    if (!isPrivate(opened))
        return QStringLiteral("%1 must belong to this user, and nobody else may write there.").arg(directory);
    const QByteArray name = QFile::encodeName(QFileInfo(path).fileName());
    unlinkat(opened.number(), name.constData(), 0);
    const Descriptor file(openat(opened.number(), name.constData(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file)
        return failed(path);
    if (::write(file.number(), content.constData(), std::size_t(content.size())) != content.size()) {
        const QString problem = failed(path);
        unlinkat(opened.number(), name.constData(), 0); // a part of it is of no use
        return problem;
    }
    m_path = path;
    m_content = content;
    return {};
}

QString runDirectory()
{
    // systemd gives a list if a service has several.
    const QString ofService =
        qEnvironmentVariable("RUNTIME_DIRECTORY").section(QLatin1Char(':'), 0, 0, QString::SectionSkipEmpty);
    if (!ofService.isEmpty())
        return ofService;
    const QString ofSession = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!ofSession.isEmpty())
        return ofSession + QLatin1String("/everbounce");
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QLatin1String("/everbounce/run");
}

} // namespace everbounce
