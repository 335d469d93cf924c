// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Guess.h"

#include "app/ctl/Output.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace everbounce::ctl {

constexpr qsizetype longest = 64; ///< longer words are not looked at

/// How many characters are to be changed, added or left out, or swapped with the next one (Damerau).
static int distance(const QString &a, const QString &b)
{
    const auto width = std::size_t(b.size()) + 1;
    std::vector<int> before(width), last(width), row(width);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        before = std::exchange(last, row);
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = std::size_t(j);
            const int change = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({change, last[at] + 1, row[at - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], before[at - 2] + 1);
        }
    }
    return row.back();
}

/// Whether letters were only left out: "mirr", or "secs" for "seconds".
static bool shortens(const QString &word, const QString &whole)
{
    if (word.size() < 3 || whole.isEmpty() || word[0] != whole[0])
        return false;
    qsizetype at = 0;
    for (const QChar letter : word) {
        at = whole.indexOf(letter, at) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

QString nearest(const QString &word, const QStringList &known)
{
    if (word.isEmpty() || word.size() > longest)
        return {};
    const QString wanted = word.toLower();
    QString best;
    int least = std::max(1, int(word.size()) / 3) + 1; // so many slips make another word
    for (const QString &each : known) {
        if (each.size() > longest)
            continue;
        const int slips = shortens(wanted, each.toLower()) ? 1 : distance(wanted, each.toLower());
        if (slips < least) {
            least = slips;
            best = each;
        }
    }
    return best;
}

QString didYouMean(const QString &word, const QStringList &known)
{
    const QString guess = nearest(word, known);
    return guess.isEmpty() ? QString() : QStringLiteral(" Did you mean %1?").arg(printable(guess));
}

} // namespace everbounce::ctl
