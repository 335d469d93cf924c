// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/SideWords.h"

#include <QCoreApplication>

namespace everbounce::words {

namespace {

/// The context of these texts, for whoever translates them.
struct SideWords
{
    Q_DECLARE_TR_FUNCTIONS(SideWords)
};

} // namespace

QString sidesHeadline(const SidesView &view)
{
    if (view.healed)
        return SideWords::tr("One side again: %1 holds the lease.").arg(view.own->holder);
    if (!view.isSplit())
        return {};
    const QString first = view.others.front().holder;
    if (view.others.size() == 1)
        return SideWords::tr("Two sides: %1 holds the lease here, %2 on the other side.")
            .arg(view.own->holder, first);
    return SideWords::tr("Three sides: %1 holds the lease here, %2 and %3 on the others.")
        .arg(view.own->holder, first, view.others.back().holder);
}

QString sidesNote(const SidesView &view)
{
    if (!view.isSplit())
        return {};
    return view.others.size() == 1 ? SideWords::tr("Both balls fly alike until one side gets a command.")
                                   : SideWords::tr("All balls fly alike until one side gets a command.");
}

QString sidesOf(const SidesView &view)
{
    QStringList sentences{sidesHeadline(view), sidesNote(view)};
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

} // namespace everbounce::words
