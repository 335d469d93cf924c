// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Guess.h"

#include "app/ctl/Output.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace everbounce::ctl {

constexpr qsizetype longest = 64; ///< longer words are not looked at

/// How many characters are to be changed, added or left out (Levenshtein).
static int distance(const QString &a, const QString &b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[std::size_t(j)];
            row[std::size_t(j)] = std::min({change, row[std::size_t(j)] + 1, row[std::size_t(j) - 1] + 1});
        }
    }
    return row.back();
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
        const bool begins = wanted.size() >= 3 && each.toLower().startsWith(wanted);
        const int slips = begins ? 1 : distance(wanted, each.toLower());
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
