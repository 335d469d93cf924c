// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/HouseWords.h"

#include <QCoreApplication>

namespace everbounce::words {
namespace {

struct HouseWord
{
    const char *word;
    const char *name;
    const char *meaning;
};

constexpr HouseWord houseWords[] = {
    {"term", QT_TRANSLATE_NOOP("HouseWords", "term"),
     QT_TRANSLATE_NOOP("HouseWords", "The number of a lease. It grows with each change of holder and each "
                                     "restart, often by more than one; the highest term wins.")},
    {"revision", QT_TRANSLATE_NOOP("HouseWords", "revision"),
     QT_TRANSLATE_NOOP(
         "HouseWords",
         "Counts the commands that this flight has obeyed: nudges and changes of the behaviour.")},
    {"lease", QT_TRANSLATE_NOOP("HouseWords", "lease"),
     QT_TRANSLATE_NOOP("HouseWords", "The right to fly the ball: one node holds it at a time and renews it; "
                                     "when its links close or it falls silent, another takes it.")},
    {"holder", QT_TRANSLATE_NOOP("HouseWords", "holder"),
     QT_TRANSLATE_NOOP(
         "HouseWords",
         "The node that holds the lease: its engine flies the ball, and all others know the flight ahead.")},
    {"engine", QT_TRANSLATE_NOOP("HouseWords", "engine"),
     QT_TRANSLATE_NOOP("HouseWords", "The process that computes the flight for the holder. If it crashes or "
                                     "hangs, its node is unharmed.")},
    {"spare", QT_TRANSLATE_NOOP("HouseWords", "spare"),
     QT_TRANSLATE_NOOP(
         "HouseWords",
         "A second engine on the same node. It takes over within milliseconds if the first one ends.")},
    {"quarantine", QT_TRANSLATE_NOOP("HouseWords", "quarantine"),
     QT_TRANSLATE_NOOP("HouseWords",
                       "A behaviour that failed on trial: no node flies it again unless you ask for it.")},
};

} // namespace

QStringList allWords()
{
    QStringList words;
    for (const HouseWord &each : houseWords)
        words << QLatin1String(each.word);
    return words;
}

QString nameOf(const QString &word)
{
    for (const HouseWord &each : houseWords) {
        if (word == QLatin1String(each.word))
            return QCoreApplication::translate("HouseWords", each.name);
    }
    return {};
}

QString meaningOf(const QString &word)
{
    for (const HouseWord &each : houseWords) {
        if (word == QLatin1String(each.word))
            return QCoreApplication::translate("HouseWords", each.meaning);
    }
    return {};
}

} // namespace everbounce::words
