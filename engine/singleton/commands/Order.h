// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborMap>
#include <QString>

#include <cstdint>

namespace everbounce {

/// What a command wants of a workload, which alone can read it.
struct Order
{
    QCborMap content;
    std::uint32_t digest = 0; ///< tells contents from each other, never 0; the same in all versions
    QString code;             ///< the code of others that an engine would run for it, by its name; or empty
    QString sets;  ///< what it sets, where it does: of two such commands the later one is in effect
    QString title; ///< what it does, in a word or two for people

    bool operator==(const Order &) const = default;
};

} // namespace everbounce
