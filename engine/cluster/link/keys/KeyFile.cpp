// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/keys/KeyFile.h"

#include "engine/base/cbor/Cbor.h"
#include "engine/base/files/FileLock.h"
#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/PrivateFile.h"
#include "engine/base/files/SafeFile.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

constexpr QByteArrayView ringForm("EBK1"); // "Everbounce keys", form 1

KeyFileResult failed(const QString &what, const QString &path)
{
    return {{}, {}, what.arg(QDir::toNativeSeparators(path))};
}

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
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

/// What is in a key file; empty if it is neither a key nor a ring.
Keyring ringOf(const QByteArray &content)
{
    if (content.size() == Keyring::keyBytes)
        return Keyring(content);
    if (!content.startsWith(ringForm))
        return {};
    return Keyring::decode(parsedCbor(content.sliced(ringForm.size())).toMap()).value_or(Keyring());
}

QByteArray contentOf(const Keyring &ring)
{
    return ringForm.toByteArray() + encodedCbor(ring.encode());
}

KeyFileResult readKeys(OutsideFile &file, const QString &path)
{
    if (!file.isOpen())
        return failed(QStringLiteral("The cluster key file %1 cannot be used: ") + file.problem() +
                          QStringLiteral("; name another with --cluster-key-file."),
                      path);
    if (file.grants(S_IRWXG | S_IRWXO))
        return failed(QStringLiteral("The cluster key file %1 can be read by others; run chmod 600 on it."),
                      path);
    if (const QString ways = waysToReplace(path); !ways.isEmpty())
        return failed(QStringLiteral("The cluster key file %1 can be replaced: ") + ways + u'.', path);
    const auto content = file.read(Keyring::mostBytes);
    const Keyring ring = ringOf(content.value_or(QByteArray()));
    if (ring.isEmpty())
        return failed(
            QStringLiteral("The cluster key file %1 is neither a key of 32 bytes nor a ring of keys; "
                           "remove it, or name another with --cluster-key-file."),
            path);
    if (isWeak(ring.newest().key))
        return failed(
            QStringLiteral("The cluster key file %1 holds a key that can be guessed; remove it, and "
                           "a new one is made."),
            path);
    return {ring.newest().key, ring, {}};
}

/// Creates a file of random bytes if there is none yet. It appears whole or not at all: it is written beside
/// its place and linked into it, which fails for all but the first of several nodes.
bool createRandomFile(const QString &path)
{
    createPrivateFolderOf(path);
    const QByteArray finalPath = QFile::encodeName(path);
    const QByteArray draft = draftBeside(finalPath);
    const bool linked = createPrivateFile(draft, newClusterKey()) &&
                        (::link(draft.constData(), finalPath.constData()) == 0 || errno == EEXIST);
    const int error = errno;
    ::unlink(draft.constData());
    errno = error;
    return linked;
}

QString memberFileOf(const QString &path)
{
    return path + QLatin1String(".member");
}

/// Why a file may not be changed now. Where the lock cannot be had at all, as on a disk that is full, the
/// change itself will say what is wrong.
QString busyText(const FileLock &lock, const QString &path)
{
    if (!lock.isBusy())
        return {};
    return failed(QStringLiteral("The cluster key file %1 cannot be changed: ") + lock.problem() + u'.', path)
        .error;
}

QString formerFileOf(const QString &path)
{
    return path + QLatin1String(".before");
}

Keyring ringIn(const QString &path)
{
    return ringOf(OutsideFile(path).read(Keyring::mostBytes).value_or(QByteArray()));
}

QString replaceUnder(const FileLock &lock, const QString &path, const QByteArray &key)
{
    if (const QString busy = busyText(lock, path); !busy.isEmpty())
        return busy;
    const auto old = OutsideFile(path).read(Keyring::mostBytes);
    QString why = old ? replaceFile(formerFileOf(path), *old) : QString();
    if (why.isEmpty())
        why = replaceFile(path, key);
    if (!why.isEmpty())
        return failed(QStringLiteral("The cluster key file %1 cannot be replaced: ") + why +
                          QStringLiteral("; name another with --cluster-key-file."),
                      path)
            .error;
    QFile::remove(memberFileOf(path));
    return {};
}

} // namespace

KeyFileResult loadOrCreateKeyFile(const QString &path)
{
    if (OutsideFile(path).isMissing() && !createRandomFile(path))
        return unusable("created", path);
    OutsideFile file(path);
    return readKeys(file, path);
}

QString replaceKeyFile(const QString &path, const QByteArray &key)
{
    createPrivateFolderOf(path);
    const FileLock lock(path);
    return replaceUnder(lock, path, key);
}

bool isBackInCluster(const QString &path)
{
    return ringIn(path).isRelatedTo(ringIn(formerFileOf(path)));
}

KeyFileResult mergeIntoKeyFile(const QString &path, const Keyring &ring)
{
    const FileLock lock(path);
    OutsideFile file(path);
    const KeyFileResult kept = readKeys(file, path);
    if (!kept.error.isEmpty())
        return kept;
    if (!kept.ring.isRelatedTo(ring))
        return failed(QStringLiteral("The cluster key file %1 belongs to another cluster by now."), path);
    const Keyring merged = kept.ring.mergedWith(ring);
    if (merged == kept.ring)
        return kept;
    if (const QString busy = busyText(lock, path); !busy.isEmpty())
        return {{}, {}, busy};
    if (const QString why = replaceFile(path, contentOf(merged)); !why.isEmpty())
        return failed(QStringLiteral("The cluster key file %1 cannot be written: ") + why + u'.', path);
    return {merged.newest().key, merged, {}};
}

QString leaveKeyFile(const QString &path, const Keyring &left)
{
    const FileLock lock(path);
    OutsideFile file(path);
    const KeyFileResult kept = readKeys(file, path);
    if (kept.error.isEmpty() && !kept.ring.isRelatedTo(left))
        return {};
    return replaceUnder(lock, path, newClusterKey());
}

QByteArray memberSecret(const QString &path)
{
    const QString file = memberFileOf(path);
    if (OutsideFile(file).isMissing())
        createRandomFile(file); // if that fails, there is nothing to read
    OutsideFile kept(file);
    const bool isPrivate = kept.isOpen() && !kept.grants(S_IRWXG | S_IRWXO) && waysToReplace(file).isEmpty();
    const QByteArray secret = isPrivate ? kept.read(Keyring::keyBytes).value_or(QByteArray()) : QByteArray();
    return secret.size() == Keyring::keyBytes ? secret : newClusterKey();
}

QByteArray newClusterKey()
{
    std::array<quint32, Keyring::keyBytes / sizeof(quint32)> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return {reinterpret_cast<const char *>(words.data()), Keyring::keyBytes};
}

QString defaultKeyFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/everbounce/cluster.key");
}

} // namespace everbounce
