// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"

namespace everbounce {

constexpr qsizetype maxScriptBytes = 64 * 1024;
constexpr int maxScripts = 256; ///< a node's own, and those that it carries for others

/// A script: its name and its text.
struct ScriptText
{
    BehaviorRef ref;
    QByteArray source; ///< UTF-8

    bool operator==(const ScriptText &) const = default;
};

/// The script with that text; computes its hash.
ScriptText makeScript(const QString &name, const QByteArray &source);

/// One phrase that says why that is not a script's text, or nothing. Looks only at its form.
QString problemOfScript(const QByteArray &source);

/// Sorts by name, then by hash.
struct RefOrder
{
    bool operator()(const BehaviorRef &a, const BehaviorRef &b) const
    {
        return a.name != b.name ? a.name < b.name : a.hash < b.hash;
    }
};

} // namespace everbounce
