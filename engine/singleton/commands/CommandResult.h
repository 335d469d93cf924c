// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace everbounce {

/// What became of a command. A refused one has changed nothing.
struct CommandResult
{
    bool ok = false;
    quint64 revision = 0; ///< the singleton's, with the command in it
    int status = 200;     ///< as HTTP counts: 4xx asked wrongly, 5xx could not be done now
    QString problem;      ///< one sentence, where it is not ok

    static CommandResult done(quint64 revision) { return {true, revision, 200, {}}; }
    static CommandResult refused(int status, const QString &problem) { return {false, 0, status, problem}; }

    bool operator==(const CommandResult &) const = default;
};

/// Each command has an id of its own, by which it is carried out once even where it is sent again.
constexpr qsizetype maxCommandIdLength = 64;

/// The refusal of a command whose id stands for another one.
inline CommandResult anotherOfThisId()
{
    return CommandResult::refused(
        422, QStringLiteral("This id stands for another command. Give each command an id of its own."));
}

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::CommandResult)
