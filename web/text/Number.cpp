// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/text/Number.h"

#include <array>
#include <charconv>

namespace everbounce {

QByteArray shortestDecimal(double number)
{
    std::array<char, 512> text; // the longest double has 309 digits before the point, or 341 after it
    const auto written = std::to_chars(text.data(), text.data() + text.size(), number == 0 ? 0.0 : number,
                                       std::chars_format::fixed);
    return QByteArray(text.data(), written.ptr - text.data());
}

} // namespace everbounce
