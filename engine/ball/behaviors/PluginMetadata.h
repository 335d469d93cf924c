// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// What a plugin's file says about itself, read without loading it.
struct PluginMetadata
{
    QString name;            ///< of the behaviour; of the file if `isBehavior` is false
    QString problem;         ///< one phrase that says why it cannot be used, or empty
    QString description;     ///< its own words, or empty
    bool isBehavior = false; ///< a plugin for this program, whatever its ABI
};

/// Reads the file; runs nothing of it.
PluginMetadata readPluginMetadata(const QString &path);

} // namespace everbounce
