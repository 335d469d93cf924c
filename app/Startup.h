// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Options.h"

namespace everbounce {

/// Prints what came of reading the options, where there is nothing to run; gives the exit status.
int printAndExit(const OptionsResult &result);

/// Logs go to standard error, from this level on: "debug", "info", "warning" or "error".
void setUpLog(const QString &level);

/// For the time in which a window is opened. A fatal message of Qt ends the program with status 1 and one
/// line on standard error, not with a core dump: that is how Qt says that no display can be used. What else
/// Qt says is held back, so that an error stays one line; at the level "debug" it is not.
void holdMessagesBack(const QString &level);

/// There is a display: a fatal message from here on is a fault of the program.
void displayIsOpen();

/// The window stands: what was held back is written, and so is all that follows.
void releaseMessages();

/// One line on standard error; gives the exit status of a fatal error.
int fatalError(const QString &sentence);

} // namespace everbounce
