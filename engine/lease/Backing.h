// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace everbounce {

/// What a lease stands on beside the nodes, for people.
struct Backing
{
    enum class State {
        Ready,
        Connecting,  ///< it has not answered yet
        Unreachable, ///< it does not answer any more: nothing can be granted or committed
        Denied,      ///< it does not take this node's certificate or password
        Full,        ///< it takes no more writes
        Differs,     ///< this node differs from those that are there, and cannot hold; `why` says in what
    };
    struct Member
    {
        QString name; ///< its address
        bool isUp = false;
        bool isLeader = false;

        bool operator==(const Member &) const = default;
    };

    QString kind = QStringLiteral("peers"); ///< as --coordination names it
    State state = State::Ready;
    QString why;           ///< a phrase; empty if it is ready
    QList<Member> members; ///< none where the nodes themselves are all there is

    bool operator==(const Backing &) const = default;
};

/// A word for programs and logs.
inline QString nameOf(Backing::State state)
{
    switch (state) {
    case Backing::State::Ready:
        return QStringLiteral("ready");
    case Backing::State::Connecting:
        return QStringLiteral("connecting");
    case Backing::State::Unreachable:
        return QStringLiteral("unreachable");
    case Backing::State::Denied:
        return QStringLiteral("denied");
    case Backing::State::Full:
        return QStringLiteral("full");
    case Backing::State::Differs:
        return QStringLiteral("differs");
    }
    return {};
}

} // namespace everbounce
