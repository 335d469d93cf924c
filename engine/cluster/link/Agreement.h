// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QCborMap>
#include <QString>

#include <optional>
#include <vector>

namespace everbounce {

/// What all nodes of a cluster must have alike: with any difference two nodes have no link. Those above know
/// what it means; here it is named, told and compared.
struct Agreement
{
    /// A length of time, in whole milliseconds.
    struct Length
    {
        QLatin1String key;    ///< in the hello
        QLatin1String option; ///< for people
        Nanoseconds value{0};

        bool operator==(const Length &) const = default;
    };
    struct Choice
    {
        QLatin1String key;
        QLatin1String option;
        QString value; ///< at most 16 characters
        QString usual; ///< is not told; nodes of older versions have it

        bool operator==(const Choice &) const = default;
    };

    std::vector<Length> lengths;
    std::vector<Choice> choices;

    bool operator==(const Agreement &) const = default;
};

/// How another node's differs from this node's, in words: "--tick (20 ms, here 30 ms)". Empty if they are the
/// same.
QString differenceOf(const Agreement &other, const Agreement &own);

void writeAgreement(const Agreement &agreement, QCborMap &hello);

/// What another node has where this one has `own`; nothing if a length is missing, as with an older node, or
/// is none.
std::optional<Agreement> readAgreement(const QCborMap &hello, const Agreement &own);

} // namespace everbounce
