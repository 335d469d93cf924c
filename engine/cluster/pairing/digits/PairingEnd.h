// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>

namespace everbounce {

/// How pairing with another node ended.
enum class PairingEnd {
    Joined,
    Unknown,      ///< the other side never gave out this code, or has forgotten it
    Used,         ///< the code has been used, and works once
    Expired,      ///< the code's time is over
    Withdrawn,    ///< the other side no longer invites, or this one
    NotInviting,  ///< the other side invites nobody
    Busy,         ///< it is pairing with another node
    TooMany,      ///< too many attempts: later
    Declined,     ///< somebody said no, at the other side
    DeclinedHere, ///< somebody said no, here
    TimedOut,
    NotKept, ///< the newcomer was given the key, and could not keep it or may not be in that cluster
    Given,   ///< the inviter sent the key, and does not know whether the newcomer has joined
    Broken,  ///< the connection ended, or the other side does not keep to the protocol: somebody in between?
};

/// The word for it that the other side gets; null for ends that it does not hear of.
QLatin1String pairingWord(PairingEnd end);
/// Reads a word of pairingWord(); Broken for any other word.
PairingEnd pairingEndOf(const QString &word);

/// One sentence for a person at the newcomer, who asked to join.
QString sentenceForNewcomer(PairingEnd end);

/// One sentence for a person at the inviter.
QString sentenceForInviter(PairingEnd end);

} // namespace everbounce
