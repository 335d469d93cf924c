// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"

namespace everbounce {

/// Makes good what the program that started this one left unusual. Call it first.
///
/// Opens those of the three standard streams that were closed, on nothing: else the next file that is opened
/// takes their place, and what is meant for them goes there. Has two signals handled as a node needs it.
void prepareProcess();

/// Prints the result of reading the options, if there is nothing to run; returns the exit status.
int printAndExit(const OptionsResult &result);

/// Logs go to standard error, from this level on: "debug", "info", "warning" or "error".
void setUpLog(const QString &level);

/// While a window is being opened, a fatal message from Qt ends the program with status 1 and one line on
/// standard error, not with a core dump: this is how Qt says that no display can be used. Qt's other messages
/// are held back, so that an error stays one line, except at the level "debug".
void holdMessagesBack(const QString &level);

/// There is a display: from here on a fatal message is a bug in the program.
void displayIsOpen();

/// The window is there: what was held back is written, and everything that follows.
void releaseMessages();

/// One line on standard error; returns the exit status of a fatal error.
int fatalError(const QString &sentence);

} // namespace everbounce
