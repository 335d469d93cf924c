// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/ClusterKey.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

QByteArray derive(const QByteArray &clusterKey, const char *label, const QString &clusterName)
{
    const QByteArray message = QByteArray(label) + '\0' + clusterName.toUtf8();
    return QMessageAuthenticationCode::hash(message, clusterKey, QCryptographicHash::Sha256);
}

KeyFileResult failed(const QString &what, const QString &path)
{
    return {{}, what.arg(QDir::toNativeSeparators(path))};
}

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

QByteArray randomKey()
{
    std::array<quint32, clusterKeyBytes / sizeof(quint32)> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return {reinterpret_cast<const char *>(words.data()), clusterKeyBytes};
}

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

/// The system says why.
KeyFileResult unusable(const char *what, const QString &path)
{
    const QString why = systemError();
    return failed(QStringLiteral("The cluster key file %1 cannot be ") + QLatin1String(what) +
                      QLatin1String(": ") + why + QLatin1String("; name another with --cluster-key-file."),
                  path);
}

KeyFileResult readKey(int fd, const QString &path)
{
    struct stat status;
    if (::fstat(fd, &status) != 0)
        return unusable("read", path);
    if (!S_ISREG(status.st_mode) || status.st_size != clusterKeyBytes)
        return failed(QStringLiteral("The cluster key file %1 is not a key of 32 bytes; remove it, or name "
                                     "another with --cluster-key-file."),
                      path);
    if ((status.st_mode & 077) != 0)
        return failed(QStringLiteral("The cluster key file %1 can be read by others; run chmod 600 on it."),
                      path);
    QByteArray key(clusterKeyBytes, '\0');
    if (::read(fd, key.data(), std::size_t(key.size())) != key.size())
        return unusable("read", path);
    return {key, {}};
}

bool writeWhole(const QByteArray &path, const QByteArray &content)
{
    const Descriptor file{::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    return file.fd >= 0 &&
           ::write(file.fd, content.constData(), std::size_t(content.size())) == content.size() &&
           ::fsync(file.fd) == 0;
}

/// Puts a new key where none is yet. The file appears whole or not at all: it is written beside its place
/// and linked into it, which fails for all but the first of several nodes.
bool createKey(const QString &path)
{
    QDir().mkpath(QFileInfo(path).path());
    const QByteArray finalPath = QFile::encodeName(path);
    const QByteArray draft =
        finalPath + '.' + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    const bool linked = writeWhole(draft, randomKey()) &&
                        (::link(draft.constData(), finalPath.constData()) == 0 || errno == EEXIST);
    const int error = errno;
    ::unlink(draft.constData());
    errno = error;
    return linked;
}

} // namespace

ClusterKeys deriveKeys(const QByteArray &clusterKey, const QString &clusterName)
{
    return {derive(clusterKey, "everbounce beacon", clusterName),
            derive(clusterKey, "everbounce link", clusterName)};
}

KeyFileResult loadOrCreateKeyFile(const QString &path)
{
    const QByteArray encoded = QFile::encodeName(path);
    Descriptor file{::open(encoded.constData(), O_RDONLY | O_CLOEXEC)};
    if (file.fd < 0 && errno == ENOENT) {
        if (!createKey(path))
            return unusable("created", path);
        file.fd = ::open(encoded.constData(), O_RDONLY | O_CLOEXEC);
    }
    if (file.fd < 0)
        return unusable("read", path);
    return readKey(file.fd, path);
}

QString defaultKeyFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/everbounce/cluster.key");
}

} // namespace everbounce
