// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace everbounce {

/// A code that was asked for.
struct InvitationView
{
    QString code;    ///< for --join; empty if there is none
    QString problem; ///< one sentence; empty if there is a code
    int seconds = 0; ///< how long it is valid
    bool isForThisMachineOnly = false;
};

/// A node that was heard and is not of this cluster. Nothing about it is verified.
struct NeighbourView
{
    QString address;
    bool invites = false; ///< it can be joined

    bool operator==(const NeighbourView &) const = default;
};

/// How pairing stands.
struct PairingView
{
    enum class Stage {
        Idle,
        Inviting,  ///< any node may come, and show digits
        Asking,    ///< this node asks another one
        Comparing, ///< people are to compare the digits
        Waiting,   ///< people here said that they are the same; the other side has not answered yet
    };

    Stage stage = Stage::Idle;
    bool isNewcomer = false; ///< this node would leave its cluster for the other's
    QString digits;          ///< "042 137", from Comparing on
    QString other;           ///< the other node's name, as it says itself
    QString address;         ///< where it is
    quint16 port = 0;        ///< where this node can be joined; 0 unless it invites
    QString news;            ///< a sentence on how the last attempt ended; empty if there was none
    bool hasJoined = false;  ///< it went well
    QList<NeighbourView> neighbours;

    bool operator==(const PairingView &) const = default;
};

/// What somebody at this node wants.
struct PairingAction
{
    enum class Kind { Invite, Join, Answer, Cancel };

    Kind kind = Kind::Cancel;
    QString address;  ///< of Join
    quint16 port = 0; ///< of Join; 0: where that neighbour said
    QString digits;   ///< of Answer: those that somebody has compared
    bool same = false;
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::InvitationView)
Q_DECLARE_METATYPE(everbounce::PairingAction)
Q_DECLARE_METATYPE(everbounce::PairingView)
