// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/NameOrder.h"

#include <algorithm>

namespace everbounce {

static bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The longest beginning that is all digits, or has none. A name has one unless it is empty.
static QStringView partOf(QStringView name)
{
    const bool digits = !name.isEmpty() && isDigit(name.front());
    const auto end =
        std::find_if(name.begin(), name.end(), [digits](QChar c) { return isDigit(c) != digits; });
    return name.first(end - name.begin());
}

static int compareText(QStringView a, QStringView b)
{
    return a.compare(b);
}

/// Without its leading zeros, a longer number is a larger one.
static int compareNumbers(QStringView a, QStringView b)
{
    const auto significant = [](QStringView number) {
        while (number.size() > 1 && number.front() == u'0')
            number = number.sliced(1);
        return number;
    };
    const QStringView first = significant(a);
    const QStringView second = significant(b);
    return first.size() != second.size() ? (first.size() < second.size() ? -1 : 1)
                                         : compareText(first, second);
}

int compareNames(const QString &a, const QString &b)
{
    QStringView first(a);
    QStringView second(b);
    while (!first.isEmpty() && !second.isEmpty()) {
        const QStringView one = partOf(first);
        const QStringView other = partOf(second);
        const bool areNumbers = isDigit(one.front()) && isDigit(other.front());
        if (const int order = areNumbers ? compareNumbers(one, other) : compareText(one, other))
            return order;
        first = first.sliced(one.size());
        second = second.sliced(other.size());
    }
    if (first.isEmpty() != second.isEmpty())
        return first.isEmpty() ? -1 : 1;
    return compareText(a, b);
}

} // namespace everbounce
