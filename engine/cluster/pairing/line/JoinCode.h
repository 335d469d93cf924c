// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/Endpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace everbounce {

/// What `everbouncectl invite` prints and `--join` takes, such as `eb1-…`: where to ask, and the secret that
/// shows that one was invited. Pure.
struct JoinCode
{
    static constexpr qsizetype secretBytes = 16; ///< 128 random bits: nobody guesses them
    static constexpr qsizetype mostAddresses = 4;

    QByteArray secret;
    quint16 port = 0;
    QList<QHostAddress> addresses; ///< the best first; at most mostAddresses count

    QString toText() const;

    /// Nothing for a text that is no code, or not a whole one: it has a check sum.
    static std::optional<JoinCode> fromText(const QString &text);

    /// The code in a line such as the one that `everbouncectl invite` prints; the line, trimmed, if it has
    /// none.
    static QString codeIn(const QString &line);

    bool operator==(const JoinCode &) const = default;
};

} // namespace everbounce
