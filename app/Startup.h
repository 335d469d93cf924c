// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Options.h"

namespace everbounce {

/// Prints what came of reading the options, where there is nothing to run; gives the exit status.
int printAndExit(const OptionsResult &result);

/// Logs go to standard error, from this level on: "debug", "info", "warning" or "error".
void setUpLog(const QString &level);

/// One line on standard error; gives the exit status of a fatal error.
int fatalError(const QString &sentence);

} // namespace everbounce
