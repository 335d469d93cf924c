// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"

namespace everbounce {

/// What a node found out for itself where its options leave it open.
struct FoundOut
{
    QString name;
    int httpPort = 0;
    QString stateDir;
};

/// The settings as they are in use: with what was left open, and with what a cluster that was joined brought
/// along.
QList<Setting> settingsInUse(const Options &options, const FoundOut &found);

} // namespace everbounce
