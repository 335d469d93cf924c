// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <QCborArray>
#include <QCborMap>

#include <optional>
#include <vector>

namespace everbounce {

/// Something that a node saw or did while the holder changed, and when.
struct Mark
{
    enum class Kind {
        LinkClosed,  ///< the link to `peer` was closed without a word
        PeerGone,    ///< `peer` has ended: it said so, or its port refuses
        PeerLost,    ///< `peer` was silent for too long, or is cut off
        Silent,      ///< nothing was heard of `peer` for a while
        Heard,       ///< `peer` was heard again
        Sent,        ///< `message` to `peer`
        Received,    ///< `message` from `peer`
        Held,        ///< this node took the lease `number`
        Stopped,     ///< this node stopped acting under its lease
        Followed,    ///< this node learned that `peer` holds the lease `number`
        EngineAsked, ///< the engine got a question
        EngineAnswered,
        EngineLost, ///< the engine crashed or hung
        Published,  ///< this node published its revision `number`
        Shown,      ///< this node shows revision `number` of `peer`
    };
    enum class Message { None, Renewal, Lost, Ask, Known, Claim, Vote, Handover, Record };

    double tick = 0; ///< of the cluster's clock
    Kind kind = Kind::LinkClosed;
    NodeId peer; ///< 0 where there is no other side
    Message message = Message::None;
    std::uint64_t number = 0; ///< a term; of Record, Published and Shown a revision

    bool operator==(const Mark &) const = default;
};

/// The lease went from one node to another, as one node recorded it.
struct Change
{
    Lease from;
    Lease to;
    double tick = 0;    ///< when this node learned of it
    double endTick = 0; ///< up to which this node knew the flight then; 0 if it did not
    std::vector<Mark> marks;

    bool operator==(const Change &) const = default;
};

/// The most marks of one change that are kept or read.
constexpr std::size_t mostMarks = 1000;

/// What a message is called in records, and its number; None if it is not the lease's.
std::pair<Mark::Message, std::uint64_t> messageOf(const QCborMap &message);

QCborMap encodeChange(const Change &change, bool withMarks);

/// Nothing if any part is malformed or out of bounds.
std::optional<Change> decodeChange(const QCborMap &map);

} // namespace everbounce
