// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/SentenceWords.h"

#include <QCoreApplication>

namespace everbounce::words {
namespace {

/// Each with at most one thing in it that changes.
constexpr const char *knownSentences[] = {
    QT_TRANSLATE_NOOP("Sentences", "Changed, but not saved: %1 cannot be written, so a restart undoes it."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "This node was started with --listen %1. Start it without that option to change it here."),
    QT_TRANSLATE_NOOP("Sentences", "This node has joined. Its former key and state are set aside."),
    QT_TRANSLATE_NOOP("Sentences", "The other node has joined."),
    QT_TRANSLATE_NOOP("Sentences", "Nobody came while the invitation lasted."),
    QT_TRANSLATE_NOOP("Sentences", "The invitation was withdrawn."),
    QT_TRANSLATE_NOOP("Sentences", "The other node invites nobody now; press Invite there first."),
    QT_TRANSLATE_NOOP("Sentences", "The other node is pairing with another one; try again in a moment."),
    QT_TRANSLATE_NOOP("Sentences", "Another node wanted to join meanwhile."),
    QT_TRANSLATE_NOOP("Sentences", "There were too many attempts; try again in a minute."),
    QT_TRANSLATE_NOOP("Sentences", "There were too many attempts."),
    QT_TRANSLATE_NOOP("Sentences", "Somebody said no at the other node."),
    QT_TRANSLATE_NOOP("Sentences", "You said no: nothing was changed."),
    QT_TRANSLATE_NOOP("Sentences", "You said no: the other node learned nothing."),
    QT_TRANSLATE_NOOP("Sentences", "The other node did not answer in time."),
    QT_TRANSLATE_NOOP("Sentences", "The connection broke before this node had joined."),
    QT_TRANSLATE_NOOP("Sentences", "The other node was given the key and then fell silent: if it does not "
                                   "appear here, change the key (everbouncectl key rotate)."),
    QT_TRANSLATE_NOOP("Sentences",
                      "The connection broke, or somebody stands between the two nodes: nothing was changed."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The connection broke, or somebody stands between the two nodes: the key was not given away."),
};

/// What is in a sentence of this form; null if it has another one.
QString filling(const QString &sent, const QString &form)
{
    const qsizetype hole = form.indexOf(QLatin1String("%1"));
    if (hole < 0)
        return sent == form ? QStringLiteral("") : QString();
    const QString before = form.left(hole), after = form.mid(hole + 2);
    const qsizetype room = sent.size() - before.size() - after.size();
    return room > 0 && sent.startsWith(before) && sent.endsWith(after) ? sent.mid(hole, room) : QString();
}

} // namespace

QString sentenceOf(const QString &sent)
{
    for (const char *known : knownSentences) {
        const QString form = QString::fromLatin1(known), filled = filling(sent, form);
        if (filled.isNull())
            continue;
        const QString told = QCoreApplication::translate("Sentences", known);
        return filled.isEmpty() ? told : told.arg(filled);
    }
    return sent;
}

} // namespace everbounce::words
