// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/JoinCluster.h"

#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/SafeFile.h"
#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/pairing/KeptMembership.h"
#include "engine/cluster/pairing/line/Invitations.h"
#include "engine/cluster/pairing/line/JoinByLine.h"

#include <QCryptographicHash>
#include <QDir>
#include <QEventLoop>
#include <QLoggingCategory>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(joinLog, "everbounce.join")

const QString kAside = QStringLiteral("before-joining");
constexpr qsizetype mostAside = 10;

/// As `--peer` takes it.
QString peerText(const QHostAddress &address, quint16 port)
{
    const bool isIPv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIPv6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(address.toString(), QString::number(port));
}

QString keep(const Options &options, const ClusterMembership &gained, const QHostAddress &inviter,
             const QByteArray &line)
{
    return keepMembership(options.clusterKeyFile, gained.key,
                          {gained.cluster, peerText(inviter, gained.discoveryPort), line});
}

/// By a unit file or a container the same code comes again at each start, wherever the node has gone since.
bool hasJoinedBefore(const Options &options, const QByteArray &line)
{
    return usedLines(options.clusterKeyFile).contains(line) &&
           !OutsideFile(options.clusterKeyFile).isMissing();
}

/// Another one with each cluster that is joined or left: see KeyFile.
QByteArray markOfMember(const QString &keyFile)
{
    return QCryptographicHash::hash(memberSecret(keyFile), QCryptographicHash::Sha256).toHex();
}

/// A folder that is not there yet. It bears the time, so that later ones come later by name, too.
QString newFolderIn(const QDir &dir)
{
    const QString name = kAside + u'-' + timeInFileName();
    QString free = name;
    for (int i = 2; dir.exists(free); ++i)
        free = QStringLiteral("%1-%2").arg(name).arg(i);
    return free;
}

/// What was acknowledged to somebody may be in there and nowhere else, so only the oldest ones go.
void forgetOldest(const QDir &dir)
{
    QStringList kept = dir.entryList({kAside + u'*'}, QDir::Dirs, QDir::Name);
    while (kept.size() > mostAside)
        QDir(dir.filePath(kept.takeFirst())).removeRecursively();
}

void moveAside(QDir &dir)
{
    const QStringList files = dir.entryList(QDir::Files); // hidden ones, such as the lock, stay
    if (files.isEmpty())
        return;
    const QString aside = newFolderIn(dir);
    dir.mkdir(aside);
    for (const QString &file : files)
        dir.rename(file, aside + u'/' + file);
    forgetOldest(dir);
}

} // namespace

JoinResult joinIfAsked(const Options &options, const QString &name, QEventLoop &loop)
{
    const auto code = JoinCode::fromText(options.join);
    if (!code)
        return {};
    const QByteArray line = Invitations::idOf(code->secret);
    if (hasJoinedBefore(options, line))
        return {};
    JoinByLine joining(*code, name, options.scope(),
                       [&](const ClusterMembership &gained, const QHostAddress &inviter) {
                           return keep(options, gained, inviter, line);
                       });
    QObject::connect(&joining, &JoinByLine::done, &loop, &QEventLoop::quit);
    joining.start();
    loop.exec();
    return {joining.problem().isEmpty(), joining.problem()};
}

QString keepGain(const Options &options, const ClusterMembership &gained, const QHostAddress &inviter)
{
    if (options.clusterGiven && gained.cluster != options.cluster)
        return QStringLiteral(
                   "This node was started with --cluster %1, and the other one is in %2: start this "
                   "one without --cluster to join.")
            .arg(options.cluster, gained.cluster);
    return keep(options, gained, inviter, {});
}

/// A node that was started from a window may have done so itself when its window comes to it: both were
/// removed at once.
void setStateAside(const QString &stateDir, const QString &keyFile)
{
    QDir dir(stateDir);
    if (!dir.exists())
        return;
    const QString mark = dir.filePath(QStringLiteral(".set-aside"));
    const QByteArray member = markOfMember(keyFile);
    if (OutsideFile(mark).read(member.size()) == member)
        return;
    if (!isBackInCluster(keyFile))
        moveAside(dir);
    if (const QString why = replaceFile(mark, member); !why.isEmpty())
        qCWarning(joinLog).noquote() << mark << "cannot be written:" << why;
}

void useKeptMembership(Options &options)
{
    const auto kept = keptMembership(options.clusterKeyFile);
    if (!kept || (options.clusterGiven && options.cluster != kept->cluster))
        return;
    options.cluster = kept->cluster;
    if (!kept->peer.isEmpty())
        options.peers << kept->peer;
}

} // namespace everbounce
