// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/SafeFile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// Of a name that nobody else gives: files like `snapshot.cbor.backup` belong to people.
constexpr auto kDraft = ".draft-";

QString systemError(const char *what)
{
    return QStringLiteral("%1: %2").arg(QLatin1String(what), qt_error_string(errno));
}

/// An open file of the system; closed at the end of its life.
class OpenFile
{
public:
    explicit OpenFile(int number)
        : m_number(number)
    {
    }
    ~OpenFile() { close(); }
    Q_DISABLE_COPY(OpenFile)

    operator int() const { return m_number; }

    /// Some file systems report a failed write only here.
    bool close()
    {
        const int number = std::exchange(m_number, -1);
        return number < 0 || ::close(number) == 0;
    }

private:
    int m_number;
};

bool writeAll(int file, const QByteArray &content)
{
    for (qsizetype done = 0; done < content.size();) {
        const ssize_t written = ::write(file, content.constData() + done, std::size_t(content.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        done += written;
    }
    return true;
}

/// From the disk, as far as the system allows: what was just written is still in its cache.
bool holds(const QByteArray &name, const QByteArray &content)
{
    const OpenFile file(::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file < 0)
        return false;
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    QByteArray read(content.size() + 1, '\0');
    qsizetype done = 0;
    while (done < read.size()) {
        const ssize_t got = ::read(file, read.data() + done, std::size_t(read.size() - done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += got;
    }
    return done == content.size() && read.startsWith(content);
}

QString flushDirectory(const QString &fileName)
{
    const QByteArray name = QFile::encodeName(QFileInfo(fileName).absolutePath());
    const OpenFile directory(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // A file system that cannot flush directories says EINVAL; then there is nothing more to do.
    if (directory < 0 || (::fsync(directory) != 0 && errno != EINVAL))
        return systemError("its directory cannot be flushed");
    return {};
}

/// Writes, flushes to the disk, and closes the file. Returns what failed, or nothing.
QString putOnDisk(OpenFile &file, const QByteArray &content)
{
    if (!writeAll(file, content))
        return systemError("it cannot be written");
    if (::fsync(file) != 0)
        return systemError("it cannot be flushed");
    if (!file.close())
        return systemError("it cannot be closed");
    return {};
}

/// Writes a whole new file. Returns what failed, or nothing.
QString fill(int number, const QByteArray &name, const QByteArray &content)
{
    OpenFile file(number);
    const QString problem = putOnDisk(file, content);
    if (problem.isEmpty() && !holds(name, content))
        return QStringLiteral("it reads back differently from what was written");
    return problem;
}

} // namespace

QString replaceFile(const QString &fileName, const QByteArray &content)
{
    const QByteArray name = QFile::encodeName(fileName);
    QByteArray beside = (name + kDraft) + "XXXXXX";
    const int file = ::mkostemp(beside.data(), O_CLOEXEC); // of mode 0600
    if (file < 0)
        return systemError("no file can be created there");
    QString problem = fill(file, beside, content);
    if (problem.isEmpty() && std::rename(beside.constData(), name.constData()) != 0)
        problem = systemError("it cannot replace the old one");
    if (!problem.isEmpty()) {
        ::unlink(beside.constData());
        return problem;
    }
    return flushDirectory(fileName);
}

QString replaceEndOfFile(const QString &fileName, qint64 from, const QByteArray &content)
{
    const QByteArray name = QFile::encodeName(fileName);
    const bool isNew = !QFile::exists(fileName);
    OpenFile file(::open(name.constData(),
                         O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                         S_IRUSR | S_IWUSR));
    struct stat status = {};
    if (file < 0 || ::fstat(file, &status) != 0)
        return systemError("it cannot be opened");
    if (!S_ISREG(status.st_mode))
        return QStringLiteral("it is not a regular file");
    if (status.st_size < from)
        return QStringLiteral("it has lost what was written");
    if (status.st_size > from && ::ftruncate(file, from) != 0)
        return systemError("it cannot be cut");
    const QString problem = putOnDisk(file, content);
    return isNew && problem.isEmpty() ? flushDirectory(fileName) : problem;
}

QString timeInFileName()
{
    return QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss.zzz"));
}

void removeLeftovers(const QString &fileName)
{
    const QFileInfo file(fileName);
    QDir directory = file.dir();
    for (const QString &name : directory.entryList(
             {file.fileName() + QLatin1String(kDraft) + QLatin1String("??????")}, QDir::Files))
        directory.remove(name);
}

} // namespace everbounce
