// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Behavior.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <variant>

namespace everbounce {

/// Names a behaviour. Two scripts with one name differ in their content.
struct BehaviorRef
{
    QString name;
    QByteArray hash; ///< of a script: SHA-256 of its text, 64 hexadecimal digits; empty otherwise

    bool operator==(const BehaviorRef &) const = default;
};

/// Where a behaviour comes from, as people see it. One that is missing cannot be loaded.
enum class BehaviorSource { Builtin, Plugin, Script, Missing };

/// Everything that an engine needs for a behaviour: the script itself, or the plugin's file.
struct BehaviorCode
{
    enum class Kind { Builtin, Plugin, Script };

    Kind kind = Kind::Builtin;
    QString name;
    QString path;      ///< of a plugin: its file
    QByteArray source; ///< of a script: UTF-8, at most 64 KiB

    bool operator==(const BehaviorCode &) const = default;
};

/// A behaviour that can fly, or one phrase that says why it cannot be loaded.
using LoadedBehavior = std::variant<std::unique_ptr<Behavior>, QString>;

/// Makes behaviours out of code. Runs in the engine process only.
using BehaviorLoader = std::function<LoadedBehavior(const BehaviorCode &)>;

} // namespace everbounce
