// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Timing.h"

#include <QStringList>

namespace everbounce {

QString differenceOf(const Timing &other, const Timing &own)
{
    QStringList differences;
    const auto compare = [&](const char *option, Nanoseconds Timing::*length) {
        const auto milliseconds = [length](const Timing &timing) {
            return QString::number(double((timing.*length).count()) / 1e6);
        };
        if (other.*length != own.*length)
            differences << QStringLiteral("%1 (%2 ms, here %3 ms)")
                               .arg(QLatin1String(option), milliseconds(other), milliseconds(own));
    };
    compare("--lease", &Timing::lease);
    compare("--tick", &Timing::tick);
    compare("--horizon", &Timing::horizon);
    if (other.coordination != own.coordination)
        differences
            << QStringLiteral("--coordination (%1, here %2)").arg(other.coordination, own.coordination);
    return differences.join(QLatin1String(" and "));
}

} // namespace everbounce
