// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Agreement.h"

#include <QStringList>

#include <algorithm>

namespace everbounce {
namespace {

using std::chrono::milliseconds;

constexpr qsizetype longestChoice = 16;
constexpr qint64 longestLength = 24 * 3600 * 1000; ///< a day, in milliseconds

QString millisecondsOf(const Agreement::Length &length)
{
    return QStringLiteral("%1 ms").arg(double(length.value.count()) / 1e6);
}

} // namespace

QString differenceOf(const Agreement &other, const Agreement &own)
{
    const QString differing = QStringLiteral("%1 (%2, here %3)");
    QStringList differences;
    for (std::size_t i = 0; i < std::min(other.lengths.size(), own.lengths.size()); ++i) {
        const Agreement::Length &there = other.lengths[i], &here = own.lengths[i];
        if (there.value != here.value)
            differences << differing.arg(here.option, millisecondsOf(there), millisecondsOf(here));
    }
    for (std::size_t i = 0; i < std::min(other.choices.size(), own.choices.size()); ++i) {
        const Agreement::Choice &there = other.choices[i], &here = own.choices[i];
        if (there.value != here.value)
            differences << differing.arg(here.option, there.value, here.value);
    }
    return differences.join(QLatin1String(" and "));
}

void writeAgreement(const Agreement &agreement, QCborMap &hello)
{
    for (const Agreement::Length &length : agreement.lengths)
        hello.insert(length.key, qint64(std::chrono::duration_cast<milliseconds>(length.value).count()));
    for (const Agreement::Choice &choice : agreement.choices) {
        if (choice.value != choice.usual)
            hello.insert(choice.key, choice.value);
    }
}

std::optional<Agreement> readAgreement(const QCborMap &hello, const Agreement &own)
{
    Agreement read = own;
    for (Agreement::Length &length : read.lengths) {
        const qint64 number = hello[length.key].toInteger(-1);
        if (number < 1 || number > longestLength)
            return std::nullopt;
        length.value = milliseconds(number);
    }
    for (Agreement::Choice &choice : read.choices)
        choice.value =
            hello.contains(choice.key) ? hello[choice.key].toString().left(longestChoice) : choice.usual;
    return read;
}

} // namespace everbounce
