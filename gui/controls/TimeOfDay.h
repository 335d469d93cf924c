// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QRegularExpression>
#include <QTime>

namespace everbounce {

/// As people write it, with seconds: Qt's long form, without the time zone, which is always this machine's.
inline QString timeOfDay(const QTime &time)
{
    static const QRegularExpression zone(QStringLiteral(" *\\(?t+\\)?"));
    return QLocale().toString(time, QLocale().timeFormat(QLocale::LongFormat).remove(zone));
}

} // namespace everbounce
