// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"

namespace everbounce {

/// Where a node of that name finds things and keeps things.
class NodePaths
{
public:
    NodePaths(const Options &options, const QString &name)
        : m_options(options)
        , m_name(name)
    {
    }

    static QString engineProgram();

    /// The headless node beside this program, else the one that is installed; empty if there is none.
    static QString nodeProgram();
    QStringList behaviorDirs() const;

    /// Where viewers' scripts are saved.
    QString scriptDir() const;
    QString stateDir() const;

    /// No running node keeps its state there, this one included.
    bool isStateFree() const;

    /// The node's name as part of a path or a key: nothing in it leads elsewhere.
    QString nodeAsFolder() const;

private:
    const Options &m_options;
    QString m_name;
};

/// Where this user's nodes keep what they do not share with other users.
QString folderOfUser(const Options &options);

} // namespace everbounce
