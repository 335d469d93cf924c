// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Options.h"

namespace everbounce {

/// Prints what came of reading the options, where there is nothing to run; gives the exit status.
int printAndExit(const OptionsResult &result);

/// Logs go to standard error, from this level on: "debug", "info", "warning" or "error".
void setUpLog(const QString &level);

/// From now on a fatal message of Qt ends the program with status 1 and one line on standard error, not with
/// a core dump: that is how Qt says that no display can be used.
void endOnFatalMessages();

/// One line on standard error; gives the exit status of a fatal error.
int fatalError(const QString &sentence);

} // namespace everbounce
