// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/report/Figure.h"

namespace everbounce::bench {

// Both leave out columns without a cell that says anything, put numbers to the right, and end each line.

/// For a terminal, in columns of equal width.
QString toText(const Table &table);

/// In Markdown, the title in bold.
QString toMarkdown(const Table &table);

} // namespace everbounce::bench
