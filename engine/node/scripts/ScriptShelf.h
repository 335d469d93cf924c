// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/ScriptsInterface.h"

namespace everbounce {

/// The scripts that people write at this node: files of one folder, and in a hidden folder beside them the
/// last versions of each. Every function blocks as long as the disk does.
class ScriptShelf
{
public:
    static constexpr qsizetype mostVersions = 10; ///< of each script, the current one included

    explicit ScriptShelf(const QString &folder)
        : m_folder(folder)
    {
    }

    /// Reads, saves, or goes back to the version before. The name must be that of a behaviour, the text that
    /// of a script. What is refused has changed nothing.
    ScriptAnswer carryOut(const ScriptOrder &order) const;

private:
    struct Kept
    {
        QString file;
        ScriptVersion version;
    };

    QString pathOf(const QString &name) const;
    QString versionsOf(const QString &name) const;
    QList<Kept> keptOf(const QString &name) const;
    ScriptAnswer answerFor(const QString &name, const QByteArray &text) const;
    ScriptAnswer save(const ScriptOrder &order, const QByteArray &before) const;
    ScriptAnswer goBack(const ScriptOrder &order, const QByteArray &before) const;
    QString keep(const QString &name, const QByteArray &text) const;
    QString put(const QString &name, const QByteArray &text) const;
    void forgetOld(const QString &name) const;

    QString m_folder;
};

} // namespace everbounce
