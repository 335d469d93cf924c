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
    quint64 term = 0;     ///< under which it was made: the two name one state. 0: not known
    int copies = 0;       ///< how many nodes have it; 0: not known
    int status = 200;     ///< as in HTTP: 4xx the command is wrong, 5xx it could not be done now
    QString problem;      ///< one sentence, if it is not ok

    static CommandResult done(quint64 revision, quint64 term = 0, int copies = 0)
    {
        return {true, revision, term, copies, 200, {}};
    }
    static CommandResult refused(int status, const QString &problem)
    {
        return {false, 0, 0, 0, status, problem};
    }

    bool operator==(const CommandResult &) const = default;
};

/// Each command has an id of its own, by which it is carried out once even if it is sent again.
constexpr qsizetype maxCommandIdLength = 64;

/// The refusal of a command whose id belongs to another one.
inline CommandResult anotherOfThisId()
{
    return CommandResult::refused(
        422, QStringLiteral("This id stands for another command. Give each command an id of its own."));
}

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::CommandResult)
