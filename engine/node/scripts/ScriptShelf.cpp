// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/scripts/ScriptShelf.h"

#include "engine/ball/behaviors/ScriptText.h"
#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/SafeFile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace everbounce {
namespace {

constexpr int preconditionFailed = 412;
constexpr int insufficientStorage = 507;

QByteArray versionOf(const QByteArray &text)
{
    return makeScript({}, text).ref.hash;
}

QString notSaved(const QString &name, const QString &why)
{
    return QStringLiteral("%1 could not be saved: %2.").arg(name, why);
}

ScriptAnswer noSuchScript(const QString &name)
{
    return ScriptAnswer::refused(404, QStringLiteral("This node has no script named %1.").arg(name));
}

} // namespace

QString ScriptShelf::pathOf(const QString &name) const
{
    return m_folder + QLatin1Char('/') + name + QLatin1String(".js");
}

QString ScriptShelf::versionsOf(const QString &name) const
{
    return m_folder + QLatin1String("/.versions/") + name;
}

/// The oldest first: each file's name begins with a number that only grows.
QList<ScriptShelf::Kept> ScriptShelf::keptOf(const QString &name) const
{
    QList<Kept> kept;
    const QDir folder(versionsOf(name));
    for (const QFileInfo &file :
         folder.entryInfoList({QStringLiteral("*-*.js")}, QDir::Files | QDir::NoSymLinks, QDir::Name)) {
        const QByteArray version = file.completeBaseName().section(QLatin1Char('-'), 1).toLatin1();
        kept.append({file.filePath(), {version, file.lastModified().toMSecsSinceEpoch(), file.size()}});
    }
    return kept;
}

ScriptAnswer ScriptShelf::answerFor(const QString &name, const QByteArray &text) const
{
    ScriptAnswer answer{.text = text, .version = versionOf(text)};
    const QList<Kept> kept = keptOf(name);
    for (const Kept &each : kept)
        answer.versions.prepend(each.version);
    return answer;
}

ScriptAnswer ScriptShelf::carryOut(const ScriptOrder &order) const
{
    OutsideFile file(pathOf(order.name));
    const auto read = file.read(maxScriptBytes);
    if (!read && !file.isMissing())
        return ScriptAnswer::refused(
            409, QStringLiteral("%1.js of this node cannot be read: %2.").arg(order.name, file.problem()));
    if (!read && order.kind != ScriptOrder::Kind::Save)
        return noSuchScript(order.name);
    const QByteArray before = read.value_or(QByteArray());
    if (!order.condition.holdsFor(read ? versionOf(before) : QByteArray()))
        return ScriptAnswer::refused(
            preconditionFailed,
            read ? QStringLiteral("%1 has been changed meanwhile. Look at it before you save yours.")
                       .arg(order.name)
                 : QStringLiteral("%1 is gone. Save it anew.").arg(order.name));
    switch (order.kind) {
    case ScriptOrder::Kind::Read:
        break;
    case ScriptOrder::Kind::Save:
        return save(order, before);
    case ScriptOrder::Kind::GoBack:
        return goBack(order, before);
    }
    return answerFor(order.name, before);
}

/// Both texts are kept as versions before the file is replaced, so nothing is lost whatever fails.
ScriptAnswer ScriptShelf::save(const ScriptOrder &order, const QByteArray &before) const
{
    if (!QDir().mkpath(versionsOf(order.name)))
        return ScriptAnswer::refused(
            insufficientStorage,
            notSaved(order.name, QStringLiteral("its folder %1 cannot be written").arg(m_folder)));
    const QList<Kept> kept = keptOf(order.name);
    const bool isKept =
        std::any_of(kept.begin(), kept.end(), [current = versionOf(before)](const Kept &each) {
            return each.version.version == current;
        });
    QString problem = before.isEmpty() || isKept ? QString() : keep(order.name, before); // put there by hand
    if (problem.isEmpty())
        problem = keep(order.name, order.text);
    if (problem.isEmpty())
        problem = put(order.name, order.text);
    if (!problem.isEmpty())
        return ScriptAnswer::refused(insufficientStorage, notSaved(order.name, problem));
    forgetOld(order.name);
    return answerFor(order.name, order.text);
}

/// The order of versions stays as it is: going back again leads to the one before.
ScriptAnswer ScriptShelf::goBack(const ScriptOrder &order, const QByteArray &before) const
{
    const QByteArray current = versionOf(before);
    const QList<Kept> kept = keptOf(order.name);
    const auto at = std::find_if(kept.begin(), kept.end(),
                                 [&current](const Kept &each) { return each.version.version == current; });
    if (at == kept.begin() || kept.isEmpty()) // a text that somebody put there by hand comes after all others
        return ScriptAnswer::refused(409,
                                     QStringLiteral("There is no earlier version of %1.").arg(order.name));
    const auto text = OutsideFile(std::prev(at)->file).read(maxScriptBytes);
    QString problem = text ? QString() : QStringLiteral("its earlier version cannot be read");
    if (problem.isEmpty() && at == kept.end())
        problem = keep(order.name, before);
    if (problem.isEmpty())
        problem = put(order.name, *text);
    if (!problem.isEmpty())
        return ScriptAnswer::refused(insufficientStorage, notSaved(order.name, problem));
    return answerFor(order.name, *text);
}

/// As the newest version; it is there once.
QString ScriptShelf::keep(const QString &name, const QByteArray &text) const
{
    const QList<Kept> kept = keptOf(name);
    const QByteArray version = versionOf(text);
    const quint64 last =
        kept.isEmpty() ? 0
                       : QFileInfo(kept.last().file).fileName().section(QLatin1Char('-'), 0, 0).toULongLong();
    if (!kept.isEmpty() && kept.last().version.version == version)
        return {};
    // All at once: the folder of a node that is called alpha:4000 has a "%3A" in its name.
    const QString number = QStringLiteral("%1").arg(last + 1, 10, 10, QLatin1Char('0'));
    const QString file =
        QStringLiteral("%1/%2-%3.js").arg(versionsOf(name), number, QString::fromLatin1(version));
    if (const QString problem = replaceFile(file, text); !problem.isEmpty())
        return problem;
    for (const Kept &each : kept) {
        if (each.version.version == version)
            QFile::remove(each.file);
    }
    return {};
}

QString ScriptShelf::put(const QString &name, const QByteArray &text) const
{
    return replaceFile(pathOf(name), text);
}

void ScriptShelf::forgetOld(const QString &name) const
{
    const QList<Kept> kept = keptOf(name);
    for (qsizetype i = 0; i < kept.size() - mostVersions; ++i)
        QFile::remove(kept[i].file);
}

} // namespace everbounce
