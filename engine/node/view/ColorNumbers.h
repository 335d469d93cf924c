// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Of nodes' colours: eight, each in four patterns. Numbers eight apart have the same colour.
inline constexpr int colorNumbers = 32;

} // namespace everbounce
