// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingEnd.h"

#include <algorithm>
#include <array>

namespace everbounce {
namespace {

struct Words
{
    PairingEnd end;
    QLatin1String told;
    const char *newcomer;
    const char *inviter;
};

constexpr std::array all{
    Words{PairingEnd::Joined,
          {},
          "This node has joined. Its former key and state are set aside.",
          "The other node has joined."},
    Words{PairingEnd::Unknown, QLatin1String("unknown"),
          "The other node does not know this code; ask for a new one (everbouncectl invite).",
          "A node came with a code that nobody gave out here."},
    Words{PairingEnd::Used, QLatin1String("used"),
          "This code has been used already: each works once. Ask for a new one (everbouncectl invite).",
          "A node came with a code that had been used already."},
    Words{PairingEnd::Expired, QLatin1String("expired"),
          "This code has expired; ask for a new one (everbouncectl invite).",
          "Nobody came while the invitation lasted."},
    Words{PairingEnd::Withdrawn, QLatin1String("withdrawn"), "The invitation was withdrawn.",
          "The invitation was withdrawn."},
    Words{PairingEnd::NotInviting, QLatin1String("not-inviting"),
          "The other node invites nobody now; press Invite there first.", "Nobody is invited here."},
    Words{PairingEnd::Busy, QLatin1String("busy"),
          "The other node is pairing with another one; try again in a moment.",
          "Another node wanted to join meanwhile."},
    Words{PairingEnd::TooMany, QLatin1String("too-many"),
          "There were too many attempts; try again in a minute.", "There were too many attempts."},
    Words{PairingEnd::Declined, QLatin1String("declined"), "Somebody said no at the other node.",
          "Somebody said no at the other node."},
    Words{PairingEnd::DeclinedHere,
          {},
          "You said no: nothing was changed.",
          "You said no: the other node learned nothing."},
    Words{PairingEnd::TimedOut, QLatin1String("timed-out"), "The other node did not answer in time.",
          "The other node did not answer in time."},
    Words{PairingEnd::NotKept, QLatin1String("not-kept"),
          "This node could not keep what it was given: it stays where it was.",
          "The other node was given the key, but has not joined; it says why on its own screen."},
    Words{PairingEnd::Given,
          {},
          "The connection broke before this node had joined.",
          "The other node was given the key and then fell silent: if it does not appear here, change the key "
          "(everbouncectl key rotate)."},
    Words{PairingEnd::Broken, QLatin1String("broken"),
          "The connection broke, or somebody stands between the two nodes: nothing was changed.",
          "The connection broke, or somebody stands between the two nodes: the key was not given away."},
};

const Words &wordsOf(PairingEnd end)
{
    return *std::find_if(all.begin(), all.end(), [end](const Words &words) { return words.end == end; });
}

} // namespace

QLatin1String pairingWord(PairingEnd end)
{
    return end == PairingEnd::DeclinedHere ? pairingWord(PairingEnd::Declined) : wordsOf(end).told;
}

PairingEnd pairingEndOf(const QString &word)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Words &words) {
        return !words.told.isEmpty() && words.told == word;
    });
    return found == all.end() ? PairingEnd::Broken : found->end;
}

QString sentenceForNewcomer(PairingEnd end)
{
    return QString::fromLatin1(wordsOf(end).newcomer);
}

QString sentenceForInviter(PairingEnd end)
{
    return QString::fromLatin1(wordsOf(end).inviter);
}

} // namespace everbounce
