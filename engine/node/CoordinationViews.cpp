// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/CoordinationViews.h"

#include <algorithm>

namespace everbounce {
namespace {

struct StateWords
{
    const char *name; ///< for programs
    const char *what; ///< what is wrong with %1, before the reason
};

StateWords wordsOf(Backing::State state)
{
    switch (state) {
    case Backing::State::Ready:
        return {"ready", ""};
    case Backing::State::Connecting:
        return {"connecting", "%1 has not answered yet"};
    case Backing::State::Unreachable:
        return {"unreachable", "%1 has no majority that this node reaches: nothing can be committed"};
    case Backing::State::Denied:
        return {"denied", "%1 denies this node access"};
    case Backing::State::Full:
        return {"full", "%1 takes no more writes"};
    }
    return {"connecting", "%1 has not answered yet"};
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
    const StateWords words = wordsOf(backing.state);
    view.state = QLatin1String(words.name);
    const bool isReady = backing.state == Backing::State::Ready;
    if (!isReady)
        view.why = QString::fromLatin1(words.what).arg(backing.kind) +
                   (backing.why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(backing.why)) +
                   QLatin1Char('.');
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
