// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/cluster/rotation/KeyRotation.h"
#include "engine/singleton/coordination/CoordinationKind.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>

namespace everbounce {

/// The settings of a node at its start.
struct NodeConfig
{
    QString name;
    QString version;
    QString clusterName;
    QUrl url;                      ///< of its page
    bool servesEverywhere = false; ///< the page is at every address of this machine; `url` names one of them
    QString stateDir;              ///< for the snapshot
    QString engineProgram;         ///< path of everbounce-engine
    QStringList behaviorDirs;      ///< with plugins and scripts
    QString scriptDir;             ///< for scripts that viewers save; watched, too. Empty: none can be saved
    bool faults = true;            ///< may be injected here
    std::optional<KeyRotation::Settings> keys; ///< without them the node takes part in no change of the key
    QString news;                              ///< one sentence that is shown as long as the node runs
    Nanoseconds tick = std::chrono::milliseconds(30);
    Nanoseconds lease = std::chrono::milliseconds(500);
    Nanoseconds horizon = std::chrono::seconds(3);
    QString coordination = QStringLiteral("peers"); ///< what the lease stands on
    Coordinate coordinate = coordinateByPeers;
    AskForFault askForFault; ///< to break the members of what the lease stands on; null: nobody does
    /// Milliseconds since 1970; for events, where people read it.
    std::function<qint64()> wallClock = QDateTime::currentMSecsSinceEpoch;
};

} // namespace everbounce
