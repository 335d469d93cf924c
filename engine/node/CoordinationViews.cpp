// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/CoordinationViews.h"

#include <algorithm>

namespace everbounce {
namespace {

struct StateWords
{
    const char *name;     ///< for programs
    const char *sentence; ///< what is wrong, before the reason
};

StateWords wordsOf(Backing::State state)
{
    switch (state) {
    case Backing::State::Ready:
        return {"ready", ""};
    case Backing::State::Connecting:
        return {"connecting", "etcd has not answered yet"};
    case Backing::State::Unreachable:
        return {"unreachable", "etcd has no majority that this node reaches: nothing can be committed"};
    case Backing::State::Denied:
        return {"denied", "etcd denies this node access"};
    case Backing::State::Full:
        return {"full", "etcd takes no more writes"};
    }
    return {"connecting", ""};
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
        view.why = QLatin1String(words.sentence) +
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
