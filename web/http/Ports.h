// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace everbounce {

/// The ports that a node tries in turn if none was given.
constexpr quint16 firstPort = 4000;
constexpr quint16 lastPort = 4015;

} // namespace everbounce
