// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/KeptMembership.h"

#include "engine/base/Printable.h"
#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/PrivateFile.h"
#include "engine/base/files/SafeFile.h"
#include "engine/cluster/link/keys/KeyFile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace everbounce {
namespace {

constexpr qint64 mostBytes = 4096;
constexpr qsizetype mostName = 64;
constexpr QLatin1String kCluster("cluster");
constexpr QLatin1String kPeer("peer");
constexpr QLatin1String kLine("line");

QString fileOf(const QString &keyFile)
{
    return keyFile + QLatin1String(".joined");
}

/// What a file held, until it is certain that its new content is to stay. It has a second name meanwhile:
/// that takes no room, of which a full disk would have none to put anything back.
class FormerFile
{
public:
    explicit FormerFile(const QString &file)
        : m_file(QFile::encodeName(file))
        , m_former(m_file + ".former")
    {
        ::unlink(m_former.constData());
        if (::link(m_file.constData(), m_former.constData()) != 0)
            m_error = errno;
    }
    ~FormerFile() { ::unlink(m_former.constData()); }
    Q_DISABLE_COPY_MOVE(FormerFile)

    /// Empty, or why it could not be put back.
    QString problem() const
    {
        return m_error == 0 || wasMissing() ? QString() : QString::fromLocal8Bit(std::strerror(m_error));
    }

    void putBack() const
    {
        if (wasMissing())
            ::unlink(m_file.constData());
        else
            ::rename(m_former.constData(), m_file.constData());
    }

private:
    bool wasMissing() const { return m_error == ENOENT; }

    QByteArray m_file;
    QByteArray m_former;
    int m_error = 0;
};

} // namespace

/// The key comes last: whoever finds it belongs to the cluster.
QString keepMembership(const QString &keyFile, const QByteArray &key, const KeptMembership &kept)
{
    const QString file = fileOf(keyFile);
    createPrivateFolderOf(file);
    const FormerFile former(file);
    const QJsonObject object{
        {kCluster, kept.cluster}, {kPeer, kept.peer}, {kLine, QString::fromLatin1(kept.lineUsed.toHex())}};
    QString why = former.problem();
    if (why.isEmpty())
        why = replaceFile(file, QJsonDocument(object).toJson());
    if (!why.isEmpty())
        return QStringLiteral("%1 cannot be written: %2.").arg(file, why);
    const QString problem = replaceKeyFile(keyFile, key);
    if (!problem.isEmpty())
        former.putBack();
    return problem;
}

void forgetMembership(const QString &keyFile)
{
    QFile::remove(fileOf(keyFile));
}

std::optional<KeptMembership> keptMembership(const QString &keyFile)
{
    OutsideFile file(fileOf(keyFile));
    if (!file.isOpen() || file.grants(S_IRWXG | S_IRWXO) || !waysToReplace(fileOf(keyFile)).isEmpty())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.read(mostBytes).value_or(QByteArray())).object();
    const KeptMembership kept{object.value(kCluster).toString(), object.value(kPeer).toString(),
                              QByteArray::fromHex(object.value(kLine).toString().toLatin1())};
    const bool sound = !kept.cluster.isEmpty() && printable(kept.cluster, mostName) == kept.cluster;
    return sound ? std::optional(kept) : std::nullopt;
}

} // namespace everbounce
