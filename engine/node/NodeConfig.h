// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/TickMapping.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace everbounce {

/// What a node is told at its start.
struct NodeConfig
{
    QString name;
    QString version;
    QString clusterName;
    QUrl url;                 ///< of its page
    QString stateDir;         ///< for the snapshot
    QString engineProgram;    ///< path of everbounce-engine
    QStringList behaviorDirs; ///< with plugins and scripts
    Nanoseconds tick = std::chrono::milliseconds(30);
    Nanoseconds lease = std::chrono::milliseconds(500);
    Nanoseconds horizon = std::chrono::seconds(3);
};

} // namespace everbounce
