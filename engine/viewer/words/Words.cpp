// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/Words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace everbounce::words {

namespace {

/// The context of these texts, for whoever translates them.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace

QString age(Nanoseconds up)
{
    const auto seconds = std::max<qint64>(std::chrono::duration_cast<std::chrono::seconds>(up).count(), 0);
    if (seconds < 60)
        return Words::tr("up %1 s").arg(seconds);
    if (seconds < 3600)
        return Words::tr("up %1 min").arg(seconds / 60);
    if (seconds < 86'400)
        return Words::tr("up %1 h").arg(seconds / 3600);
    const int days = int(seconds / 86'400);
    return days == 1 ? Words::tr("up 1 day") : Words::tr("up %n days", nullptr, days);
}

static QString written(const QString &number)
{
    return QString(number).replace(QLatin1Char('.'), Words::tr(".", "the decimal point"));
}

static QString digits(double number)
{
    return written(QString::number(number < 9.95 ? std::round(number * 10) / 10 : std::round(number)));
}

QString fixed(double number, int places)
{
    return written(QString::number(number, 'f', places));
}

QString statusLine(const QString &holder, quint64 term, const QString &behavior, int nodes,
                   const QString &summary)
{
    QStringList parts{holder.isEmpty()
                          ? Words::tr("No node holds the lease")
                          : Words::tr("%1 holds the lease (term %2)").arg(holder, QString::number(term)),
                      behavior, nodes == 1 ? Words::tr("1 node") : Words::tr("%1 nodes").arg(nodes), summary};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString milliseconds(double ms)
{
    return ms < 999.5 ? Words::tr("%1 ms").arg(digits(ms)) : Words::tr("%1 s").arg(digits(ms / 1000));
}

} // namespace everbounce::words
