// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/BehaviorWords.h"

#include <QCoreApplication>

namespace everbounce::words {
namespace {

/// The first sentences of what comes with the program, as Description.cpp makes them; here for translators.
[[maybe_unused]] constexpr const char *knownDescriptions[] = {
    QT_TRANSLATE_NOOP("Behaviors", "Flies straight and bounces off the walls."),
    QT_TRANSLATE_NOOP("Behaviors", "Leaves each wall at a random speed, which may be 0."),
    QT_TRANSLATE_NOOP("Behaviors", "Leaves each wall at a random speed, but never 0."),
    QT_TRANSLATE_NOOP("Behaviors", "Is on no node, so the command is refused."),
    QT_TRANSLATE_NOOP("Behaviors", "The ball falls, and bounces for ever."),
    QT_TRANSLATE_NOOP("Behaviors",
                      "The ball rolls as over a billiard table: it slows down evenly, bounces off the "
                      "cushions, and once it has nearly come to rest it is struck anew."),
    QT_TRANSLATE_NOOP("Behaviors", "Falls, and bounces off the floor for ever."),
    QT_TRANSLATE_NOOP("Behaviors", "Winds around the middle of the box, out and in again."),
    QT_TRANSLATE_NOOP("Behaviors", "Flies to the right, and knows nothing of walls."),
    QT_TRANSLATE_NOOP("Behaviors", "Never answers."),
    QT_TRANSLATE_NOOP("Behaviors", "Does not bounce, so the ball flies out of the box."),
    QT_TRANSLATE_NOOP("Behaviors", "The ball gets a position that is not a number."),
    QT_TRANSLATE_NOOP("Behaviors", "Flies well until its first bounce, then throws an exception."),
    QT_TRANSLATE_NOOP("Behaviors", "Writes to address 0, and so crashes its engine."),
    QT_TRANSLATE_NOOP("Behaviors", "Tries to end its node as well, which the engine's sandbox forbids."),
};

} // namespace

QString descriptionOf(const QString &sent)
{
    return QCoreApplication::translate("Behaviors", sent.toUtf8().constData());
}

} // namespace everbounce::words
