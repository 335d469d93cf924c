// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace everbounce {

/// Why something that came from another node, well signed and well formed as bytes, was not believed. Each
/// room names its own reasons.
struct Refusal
{
    std::string_view name; ///< for programs; of static storage

    bool operator==(const Refusal &) const = default;
};

} // namespace everbounce
