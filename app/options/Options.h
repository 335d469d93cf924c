// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/AccessOptions.h"
#include "engine/cluster/link/server/ListenScope.h"
#include "engine/singleton/coordination/CoordinationKind.h"
#include "web/api/Setting.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace everbounce {

/// A node's settings, checked, with the defaults filled in. One member for each option of the command line.
struct Options
{
    QString name;
    std::optional<quint16> httpPort; ///< not given: 4000, or the next free one
    QString listen;                  ///< "loopback", "lan" or an address
    bool listenGiven = false;        ///< by command line or environment; else people choose at the node
    std::optional<bool> share;       ///< what counts in place of what people chose last, where listen is open
    quint16 discoveryPort = 45454;
    QString cluster;
    bool clusterGiven = false; ///< by command line or environment; else a cluster that was joined comes first
    QString join;              ///< the code of a line; empty for none
    QString clusterKeyFile;
    QStringList peers; ///< HOST or HOST:PORT
    QStringList peerDns;
    QString stateDir;
    QStringList behaviorDirs;
    bool faults = true;        ///< may be injected here
    QString operatorTokenFile; ///< empty for none
    AccessOptions access;
    QList<QUrl> publicUrls;
    QList<QUrl> embedders;
    CoordinationSetup coordination;
    std::chrono::milliseconds tick{30};
    std::chrono::milliseconds lease{500};
    std::chrono::milliseconds horizon{3000};
    bool isDesktop = false; ///< of a program with a window, whose people choose what is not given
    QString frameLog;
    bool kiosk = false;
    bool lifeline = false; ///< the node ends with its standard input
    QString logLevel;
    QList<Setting> settings; ///< all of these as they were given

    ListenScope scope() const { return ListenScope::fromText(listen).value_or(ListenScope::loopback()); }
};

/// The result of reading a command line: either options, or text to print and the exit status to end with.
struct OptionsResult
{
    std::optional<Options> options;
    QString output; ///< help or version for standard output, or one sentence for standard error
    int exitStatus = 0;
};

/// Reads a node's command line and, for what is not given there, its environment: `--http-port` may also be
/// given as EVERBOUNCE_HTTP_PORT, repeatable ones separated by commas. `desktop` adds the options that only a
/// window has.
OptionsResult readOptions(const QStringList &arguments, bool desktop);

} // namespace everbounce
