// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/CoordinationViews.h"

#include <algorithm>

namespace everbounce {
namespace {

/// What is wrong with %1, before the reason.
const char *troubleOf(Backing::State state)
{
    switch (state) {
    case Backing::State::Ready:
        return "";
    case Backing::State::Connecting:
        return "%1 has not answered yet";
    case Backing::State::Unreachable:
        return "%1 has no majority that this node reaches: nothing can be committed";
    case Backing::State::Denied:
        return "%1 denies this node access";
    case Backing::State::Full:
        return "%1 takes no more writes";
    case Backing::State::Differs:
        return "%1 keeps the lease of nodes with another %2, and this one cannot take part";
    }
    return "";
}

/// One sentence.
QString whyOf(const Backing &backing)
{
    const QString trouble = QString::fromLatin1(troubleOf(backing.state));
    if (backing.state == Backing::State::Differs)
        return trouble.arg(backing.kind, backing.why) + QLatin1Char('.');
    return trouble.arg(backing.kind) +
           (backing.why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(backing.why)) + QLatin1Char('.');
}

QString wordsOf(const Backing::Member &member)
{
    const char *state = !member.isUp ? " does not answer" : member.isLeader ? " leads" : "";
    return member.name + QLatin1String(state);
}

} // namespace

CoordinationView coordinationOf(const Backing &backing)
{
    CoordinationView view;
    view.kind = backing.kind;
    view.state = nameOf(backing.state);
    const bool isReady = backing.state == Backing::State::Ready;
    if (!isReady)
        view.why = whyOf(backing);
    if (backing.members.isEmpty())
        return view;
    QStringList members;
    for (const Backing::Member &member : backing.members) {
        view.members << CoordinationView::Member{member.name, member.isUp, member.isLeader};
        members << wordsOf(member);
    }
    // While members elect, the status of none can be read, although they run.
    const bool elects = isReady && std::ranges::none_of(backing.members, &Backing::Member::isLeader);
    view.summary =
        elects ? QStringLiteral("%1, electing a leader").arg(view.kind)
               : QStringLiteral("%1, %2: %3").arg(view.kind, view.state, members.join(QLatin1String(", ")));
    if (isReady && !backing.why.isEmpty())
        view.summary += QStringLiteral("; ") + backing.why;
    return view;
}

} // namespace everbounce
