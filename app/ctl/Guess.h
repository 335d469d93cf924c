// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace everbounce::ctl {

/// The one that was most likely meant by a word with a slip in it; empty if none is near.
QString nearest(const QString &word, const QStringList &known);

/// " Did you mean Gravity?", or nothing.
QString didYouMean(const QString &word, const QStringList &known);

} // namespace everbounce::ctl
