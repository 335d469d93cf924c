// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/KeptMembership.h"

#include "engine/base/Printable.h"
#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/PrivateFile.h"
#include "engine/base/files/SafeFile.h"
#include "engine/cluster/link/keys/KeyFile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <utility>

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

QString linesFileOf(const QString &keyFile)
{
    return keyFile + QLatin1String(".lines");
}

/// Empty if others could have written it.
QJsonObject objectIn(const QString &name)
{
    OutsideFile file(name);
    if (!file.isOpen() || file.grants(S_IRWXG | S_IRWXO) || !waysToReplace(name).isEmpty())
        return {};
    return QJsonDocument::fromJson(file.read(mostBytes).value_or(QByteArray())).object();
}

QString replaceObject(const QString &name, const QJsonObject &object)
{
    const QString why = replaceFile(name, QJsonDocument(object).toJson());
    return why.isEmpty() ? QString() : QStringLiteral("%1 cannot be written: %2.").arg(name, why);
}

QString writeLines(const QString &keyFile, const QList<QByteArray> &ids)
{
    QJsonArray lines;
    for (const QByteArray &id : ids.first(std::min(ids.size(), mostUsedLines)))
        lines << QString::fromLatin1(id.toHex());
    return replaceObject(linesFileOf(keyFile), {{kLine, lines}});
}

/// Without one, those that are known are kept: an older version may have written one of them elsewhere.
QString addLine(const QString &keyFile, const QByteArray &id = {})
{
    QList<QByteArray> ids = usedLines(keyFile);
    if (!id.isEmpty() && !ids.contains(id))
        ids.prepend(id);
    return ids.isEmpty() ? QString() : writeLines(keyFile, ids);
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
    const QString file = fileOf(keyFile), lines = linesFileOf(keyFile);
    createPrivateFolderOf(file);
    const FormerFile former(file), formerLines(lines);
    for (const auto &[one, name] : {std::pair(&former, file), std::pair(&formerLines, lines)}) {
        if (const QString why = one->problem(); !why.isEmpty())
            return QStringLiteral("%1 cannot be written: %2.").arg(name, why);
    }
    QString problem = addLine(keyFile, kept.lineUsed);
    if (problem.isEmpty())
        problem = replaceObject(file, {{kCluster, kept.cluster},
                                       {kPeer, kept.peer},
                                       {kLine, QString::fromLatin1(kept.lineUsed.toHex())}});
    if (problem.isEmpty())
        problem = replaceKeyFile(keyFile, key);
    if (!problem.isEmpty()) {
        former.putBack();
        formerLines.putBack();
    }
    return problem;
}

/// Older versions kept the line in this file alone.
QList<QByteArray> usedLines(const QString &keyFile)
{
    QList<QByteArray> ids;
    for (const QJsonValue &line : objectIn(linesFileOf(keyFile)).value(kLine).toArray())
        ids << QByteArray::fromHex(line.toString().toLatin1());
    const auto kept = keptMembership(keyFile);
    if (kept && !kept->lineUsed.isEmpty() && !ids.contains(kept->lineUsed))
        ids.prepend(kept->lineUsed);
    return ids;
}

void forgetMembership(const QString &keyFile)
{
    (void)addLine(keyFile); // without it the node goes on alone all the same
    QFile::remove(fileOf(keyFile));
}

std::optional<KeptMembership> keptMembership(const QString &keyFile)
{
    const QJsonObject object = objectIn(fileOf(keyFile));
    const KeptMembership kept{object.value(kCluster).toString(), object.value(kPeer).toString(),
                              QByteArray::fromHex(object.value(kLine).toString().toLatin1())};
    const bool sound = !kept.cluster.isEmpty() && printable(kept.cluster, mostName) == kept.cluster;
    return sound ? std::optional(kept) : std::nullopt;
}

} // namespace everbounce
