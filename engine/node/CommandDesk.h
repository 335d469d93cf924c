// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/MonotonicClock.h"
#include "engine/lease/Lease.h"
#include "engine/node/Command.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace everbounce {

/// Where a node accepts commands for the ball: sends each to the holder, again while no answer comes and
/// where the holder changes, and gives up in time. The holder carries a command out once, however often it
/// comes. Lives on the cluster's thread.
class CommandDesk : public QObject
{
    Q_OBJECT
public:
    explicit CommandDesk(QObject *parent = nullptr);

    void accept(const QString &id, const Command &command);

    /// Another holder from now on, or none (term 0): it is sent what is still open.
    void setLease(const Lease &lease);

    /// The holder's answer.
    void conclude(const QString &id, const CommandResult &result);

    /// How long a command may wait for a holder that carries it out.
    static constexpr std::chrono::milliseconds patience{5000};
    /// Commands that may be open at once.
    static constexpr qsizetype mostOpen = 1000;

Q_SIGNALS:
    /// To be handed to the holder, which may be this node.
    void toHolder(const QString &id, const everbounce::Command &command);
    void concluded(const QString &id, const everbounce::CommandResult &result);

private:
    struct Open
    {
        QString id;
        Command command;
        std::chrono::nanoseconds until{0};
        int holders = 0; ///< that it has been sent to
    };

    void sendAgain();
    void sendToNewHolder();

    QList<Open> m_open; ///< in the order of arrival, in which they are sent
    Lease m_lease;
    QTimer m_check;
};

} // namespace everbounce
