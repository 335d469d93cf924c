// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// Orders names as people count: node-2 before node-10. Negative, zero or positive. Pure. The page's
/// name-order.js does the same (tests/vectors/names.json).
int compareNames(const QString &a, const QString &b);

} // namespace everbounce
