// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace everbounce {

/// What a token allows.
enum class Role {
    Viewer,   ///< watch
    Operator, ///< command as well
};

inline QString nameOf(Role role)
{
    return role == Role::Operator ? QStringLiteral("operator") : QStringLiteral("viewer");
}

inline std::optional<Role> roleOf(const QString &name)
{
    for (const Role role : {Role::Viewer, Role::Operator}) {
        if (name == nameOf(role))
            return role;
    }
    return std::nullopt;
}

} // namespace everbounce
