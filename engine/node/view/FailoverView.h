// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

// How the holder changed, as nodes recorded it. All times are milliseconds of the cluster's clock,
// counted from the first sign of trouble.

namespace everbounce {

/// One change of holder in a list of them.
struct FailoverSummary
{
    quint64 term = 0; ///< the new one
    QString from;     ///< name of the holder before
    QString to;       ///< name of the new holder
    double tick = 0;  ///< when the new holder took it, in the cluster's time
    double secondsAgo = 0;

    bool operator==(const FailoverSummary &) const = default;
};

/// A node in the drawing of a change of holder.
struct FailoverLane
{
    NodeId id;
    QString name;
    bool told = true;            ///< it recorded this change, and was there to tell
    std::optional<double> ended; ///< ms; when the others found it gone

    bool operator==(const FailoverLane &) const = default;
};

/// Something that happened on one node.
struct FailoverMark
{
    double ms = 0;
    NodeId node;
    QString kind; ///< a word for programs, such as "link-closed"
    QString text; ///< a sentence

    bool operator==(const FailoverMark &) const = default;
};

/// A message between two nodes. A time is missing if its node could not tell: it is gone, or the message was
/// lost.
struct FailoverMessage
{
    QString type;
    NodeId from;
    NodeId to;
    std::optional<double> sent;
    std::optional<double> received;
    QString text; ///< a sentence

    bool operator==(const FailoverMessage &) const = default;
};

/// A line of the story: what happened, in a sentence.
struct FailoverLine
{
    double ms = 0;
    QString text;

    bool operator==(const FailoverLine &) const = default;
};

/// One change of holder, put together from what all living nodes recorded.
struct FailoverView
{
    FailoverSummary summary;
    QString headline;            ///< all of it in two or three sentences
    QString cause;               ///< such as "killed": what the first sign shows, in a word or two
    std::optional<double> held;  ///< ms; when the new holder took the lease
    std::optional<double> track; ///< ms; when it published its first piece of the flight
    std::optional<double> shown; ///< ms; when the last node showed that
    std::optional<double> ahead; ///< ms of flight that viewers still had at the first sign
    QList<FailoverLane> lanes;   ///< by name
    QList<FailoverMark> marks;   ///< in the order of their times
    QList<FailoverMessage> messages;
    QList<FailoverLine> lines; ///< marks and messages, in the order of their times
    QStringList missing;       ///< names of living nodes that did not answer in time

    bool operator==(const FailoverView &) const = default;
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::FailoverSummary)
Q_DECLARE_METATYPE(everbounce::FailoverView)
