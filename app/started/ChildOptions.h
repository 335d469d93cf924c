// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"

namespace everbounce {

/// The options that are a started node's own. It finds for itself what is empty or 0, like any node.
struct ChildIdentity
{
    QString name;
    QString stateDir;
    quint16 httpPort = 0;
};

/// The command line of a headless node that is to be like this one, and linked to it, but for who it is. All
/// that was given by the environment is in it, so that the node needs none of that. Pure.
QStringList childArguments(const Options &window, const ChildIdentity &who);

/// The next name as people count: "node-2" after "node-1", "alpha-2" after "alpha", or the first one after
/// it that is not taken. Pure.
QString nextName(const QString &own, const QStringList &taken);

} // namespace everbounce
