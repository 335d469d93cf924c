// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>

namespace everbounce::bench {

/// What the figures were taken on: processor, kernel, Qt.
QJsonObject machine();

/// What machine() says, in one line.
QString inWords(const QJsonObject &machine);

/// The share of all processors, in percent, that somebody uses during so long a time from now on. Where it is
/// much over 0 while nothing is measured, others have their share in the figures.
double busyShare(std::chrono::milliseconds time);

} // namespace everbounce::bench
