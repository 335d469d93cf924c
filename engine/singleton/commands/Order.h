// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborMap>
#include <QString>

#include <cstdint>

namespace everbounce {

/// What a command asks of a workload, which alone can read it.
struct Order
{
    QCborMap content;
    std::uint32_t digest = 0; ///< tells contents apart, never 0; the same in all versions
    QString code;             ///< the name of the foreign code that an engine would run for it; or empty
    QString sets;             ///< what it sets, if anything: of two such commands the later one takes effect
    QString title;            ///< what it does, in a word or two for people

    bool operator==(const Order &) const = default;
};

} // namespace everbounce
