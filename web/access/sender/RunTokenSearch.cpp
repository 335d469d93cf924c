// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/RunTokenSearch.h"

#include "web/access/sender/RunToken.h"
#include "web/access/sender/SocketOwner.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace everbounce {
namespace {

constexpr qint64 longestToken = 1024;
constexpr qint64 longestCertificates = 256 * 1024;

/// The addresses that a connection to that host may lead to; none if it may not be this machine.
QList<QHostAddress> loopbackAddresses(const QString &host)
{
    if (host == QLatin1String("localhost"))
        return {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
    const QHostAddress address(host);
    return address.isLoopback() ? QList{address} : QList<QHostAddress>();
}

/// The one user who listens there; nothing if there are two.
std::optional<uid_t> nodeUser(const QString &host, quint16 port)
{
    std::optional<uid_t> found;
    for (const QHostAddress &address : loopbackAddresses(host)) {
        const auto owner = listenerOwner({address, port});
        if (owner && found && owner != found)
            return std::nullopt;
        found = owner ? owner : found;
    }
    return found;
}

/// Where nodes of that user write such files: in a session, as a service, or without either.
QStringList directoriesOf(uid_t user)
{
    QStringList directories;
    if (user == geteuid())
        directories << runDirectory();
    directories << QStringLiteral("/run/user/%1/everbounce").arg(user);
    const QDir services(QStringLiteral("/run/everbounce"));
    for (const QString &service : services.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        directories << services.filePath(service);
    if (const passwd *account = getpwuid(user))
        directories << QFile::decodeName(account->pw_dir) + QLatin1String("/.local/share/everbounce/run");
    return directories;
}

/// The content of a file that belongs to this user alone; empty if there is none.
QByteArray readSecret(const QString &path, uid_t owner, qint64 longest)
{
    const int descriptor =
        open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return {};
    QFile file;
    struct stat status = {};
    const bool isTheirs = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
                          status.st_uid == owner && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle);
    return isTheirs ? file.read(longest).trimmed() : QByteArray();
}

QByteArray findRunFile(QString (*fileIn)(const QString &, quint16), const QString &host, quint16 port,
                       qint64 longest)
{
    const auto user = nodeUser(host, port);
    if (!user)
        return {};
    for (const QString &directory : directoriesOf(*user)) {
        const QByteArray content = readSecret(fileIn(directory, port), *user, longest);
        if (!content.isEmpty())
            return content;
    }
    return {};
}

} // namespace

QByteArray findRunToken(const QString &host, quint16 port)
{
    return findRunFile(runTokenFile, host, port, longestToken);
}

QByteArray findRunCertificates(const QString &host, quint16 port)
{
    return findRunFile(runCertificateFile, host, port, longestCertificates);
}

} // namespace everbounce
