// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>

namespace everbounce::ctl {

/// Tells the parser the options, and what the program is for.
void describe(QCommandLineParser &parser);

/// What is wrong with the options, with a guess at the one that was meant.
QString optionProblem(const QCommandLineParser &parser);

/// The lines on one command; of all, where there is none of that name.
QString helpOn(const QCommandLineParser &parser, const QString &command);

} // namespace everbounce::ctl
