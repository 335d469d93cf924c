// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/ClusterKey.h"

#include "engine/base/OutsideFile.h"
#include "engine/cluster/link/PrivateFile.h"

#include <QDir>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
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

/// The system says why.
KeyFileResult unusable(const char *what, const QString &path)
{
    const QString why = systemError();
    return failed(QStringLiteral("The cluster key file %1 cannot be ") + QLatin1String(what) +
                      QLatin1String(": ") + why + QLatin1String("; name another with --cluster-key-file."),
                  path);
}

/// The steps from each byte to the next come again and again, as in a word repeated or in 1, 2, 3, …
bool isRegular(const QByteArray &key)
{
    QByteArray steps;
    for (qsizetype i = 1; i < key.size(); ++i)
        steps.append(char(key[i] - key[i - 1]));
    for (qsizetype period = 1; period <= key.size() / 2; ++period) {
        if (steps.startsWith(steps.sliced(period)))
            return true;
    }
    return false;
}

/// True for a key that no random generator made: zeroes, a few letters, one rule.
bool isWeak(QByteArray key)
{
    constexpr auto fewestDifferent = 8; // not one key of 32 random bytes in 10^30 has fewer
    if (isRegular(key))
        return true;
    std::sort(key.begin(), key.end());
    return std::unique(key.begin(), key.end()) - key.begin() < fewestDifferent;
}

KeyFileResult readKey(OutsideFile &file, const QString &path)
{
    if (!file.isOpen())
        return failed(QStringLiteral("The cluster key file %1 cannot be used: ") + file.problem() +
                          QStringLiteral("; name another with --cluster-key-file."),
                      path);
    if (file.status().st_size != clusterKeyBytes)
        return failed(QStringLiteral("The cluster key file %1 is not a key of 32 bytes; remove it, or name "
                                     "another with --cluster-key-file."),
                      path);
    if (file.grants(S_IRWXG | S_IRWXO))
        return failed(QStringLiteral("The cluster key file %1 can be read by others; run chmod 600 on it."),
                      path);
    if (const QString ways = waysToReplace(path); !ways.isEmpty())
        return failed(QStringLiteral("The cluster key file %1 can be replaced: ") + ways + u'.', path);
    const QByteArray key = file.read(clusterKeyBytes).value_or(QByteArray());
    if (key.size() != clusterKeyBytes)
        return unusable("read", path);
    if (isWeak(key))
        return failed(
            QStringLiteral("The cluster key file %1 holds a key that can be guessed; remove it, and "
                           "a new one is made."),
            path);
    return {key, {}};
}

/// Creates the key if there is none yet. The file appears whole or not at all: it is written beside its place
/// and linked into it, which fails for all but the first of several nodes.
bool createKey(const QString &path)
{
    createPrivateFolderOf(path);
    const QByteArray finalPath = QFile::encodeName(path);
    const QByteArray draft = draftBeside(finalPath);
    const bool linked = createPrivateFile(draft, randomKey()) &&
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
    if (OutsideFile(path).isMissing() && !createKey(path))
        return unusable("created", path);
    OutsideFile file(path);
    return readKey(file, path);
}

QString replaceKeyFile(const QString &path, const QByteArray &key)
{
    createPrivateFolderOf(path);
    const QString before = path + QLatin1String(".before");
    const auto old = OutsideFile(path).read(clusterKeyBytes);
    if ((!old || replacePrivateFile(before, *old)) && replacePrivateFile(path, key))
        return {};
    return unusable("replaced", path).error;
}

QString defaultKeyFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/everbounce/cluster.key");
}

} // namespace everbounce
