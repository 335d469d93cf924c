// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/SettingField.h"

#include "engine/viewer/words/SentenceWords.h"

#include "engine/node/view/SettingRules.h"

namespace everbounce {

/// Pages number theirs from 1.
static quint64 nextWish()
{
    static quint64 last = 1ULL << 32;
    return ++last;
}

QString SettingField::usual() const
{
    return m_kind == Kind::Name ? tr("This machine and the port") : tr("4000, or the next free one");
}

QString SettingField::told() const
{
    if (!m_view.givenBy.isEmpty())
        return tr("Set by %1. Start without that option to change it here.").arg(m_view.givenBy);
    if (m_isOthers)
        return tr("Another window of yours runs and has these settings: %1 here.").arg(m_view.inUse);
    return isWrong() ? m_problem : holdsNow();
}

QString SettingField::holdsNow() const
{
    if (m_isBusy && m_kind == Kind::Name)
        return tr("Another node of yours is called %1, so this one is called %2 for now.")
            .arg(m_view.chosen, m_view.inUse);
    if (m_isBusy)
        return tr("Another program had port %1 at the start, so it is %2 this time.")
            .arg(m_view.chosen, m_view.inUse);
    return m_view.chosen.isEmpty() && !m_view.inUse.isEmpty() ? tr("Now %1.").arg(m_view.inUse) : QString();
}

/// Only what the window knows can it say in its language.
QString SettingField::takenSentence() const
{
    return m_kind == Kind::Name
               ? tr("Another node of yours is called %1.").arg(m_wished)
               : tr("Port %1 cannot be opened: another program has it, or it takes more rights.")
                     .arg(m_wished);
}

/// By the rules of the command line.
QString SettingField::problemOf(const QString &text) const
{
    if (m_kind == Kind::Port)
        return text.isEmpty() || portFromText(text) ? QString() : tr("A port is a number from 0 to 65535.");
    switch (faultOfName(text)) {
    case NameFault::None:
        return {};
    case NameFault::TooLong:
        return tr("A name has at most %1 characters.").arg(longestNodeName);
    case NameFault::ControlCharacter:
        return tr("A name has no control characters.");
    }
    Q_UNREACHABLE();
}

void SettingField::apply(const QString &typed)
{
    if (m_wish != 0 || isFixed())
        return;
    const QString text = typed.trimmed();
    const QString problem = problemOf(text);
    setProblem(problem);
    if (!problem.isEmpty())
        return;
    m_wish = nextWish();
    m_wished = text;
    Q_EMIT wanted(m_wish, text);
}

void SettingField::forget()
{
    setProblem({});
}

void SettingField::take(const NodeSettingView &view, bool isOthers, bool isBusy)
{
    const QString before = text();
    m_view = view;
    m_isOthers = isOthers;
    m_isBusy = isBusy;
    if (text() != before)
        Q_EMIT textChanged();
    Q_EMIT changed();
}

void SettingField::conclude(quint64 request, const QString &problem, bool isTaken)
{
    if (request != m_wish)
        return;
    m_wish = 0;
    setProblem(isTaken && !problem.isEmpty() ? takenSentence() : words::sentenceOf(problem));
}

void SettingField::setProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT changed();
}

} // namespace everbounce
