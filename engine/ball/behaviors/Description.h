// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// What a behaviour says of itself, for people.
struct BehaviorDescription
{
    QString text;            ///< one line; empty if it says nothing
    bool madeToFail = false; ///< for demonstrations

    bool operator==(const BehaviorDescription &) const = default;
};

/// By its own sentence; "Made to fail: …" says that it is.
BehaviorDescription describedBy(const QString &sentence);

/// By the first sentence of the comment that a script begins with. Runs nothing.
BehaviorDescription descriptionOf(const QByteArray &script);

} // namespace everbounce
