// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace everbounce {

/// The shortest decimal that reads back as the very same number, never with an exponent: "404", "0.1". Zero
/// has no sign. The number must be finite.
QByteArray shortestDecimal(double number);

} // namespace everbounce
