// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"
#include "engine/lease/Lease.h"
#include "engine/singleton/commands/CommandResult.h"
#include "engine/singleton/commands/Order.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace everbounce {

/// Where a node accepts commands for the singleton: it sends each to the holder, again while no answer comes
/// and when the holder changes, and gives up in time. The holder carries a command out once, however often it
/// comes. This node shows a command's effect as soon as it is answered. Lives on the
/// cluster's thread.
class CommandQueue : public QObject
{
    Q_OBJECT
public:
    /// Whether the holder can be expected to know what a command names. If not, the command is held back for
    /// a moment: the foreign code may be on its way there.
    using HolderKnows = std::function<bool(const Order &)>;

    explicit CommandQueue(HolderKnows holderKnows = {}, QObject *parent = nullptr);

    void accept(const QString &id, const Order &order);

    /// The holder may know more now: commands that were held back for that are sent.
    void reconsider();

    /// The holder from now on, or none (term 0): it is sent everything that is still open.
    void setLease(const Lease &lease);

    /// The holder's answer. It is passed on when this node shows the command's revision, or after a short
    /// time if that does not come.
    void conclude(const QString &id, const CommandResult &result);

    /// This node shows this revision from now on.
    void setShown(std::uint64_t revision);

    /// How long a command may wait for a holder that carries it out.
    static constexpr std::chrono::milliseconds patience{5000};
    /// How long a command may be held back.
    static constexpr std::chrono::milliseconds codePatience{1000};
    /// How long an answer may wait for its revision to be shown.
    static constexpr std::chrono::milliseconds showPatience{200};
    /// Commands that may be open at once.
    static constexpr qsizetype mostOpen = 1000;

Q_SIGNALS:
    /// To be handed to the holder, which may be this node. `attempt` is a new number each time that the
    /// command was accepted here.
    void toHolder(const QString &id, const everbounce::Order &order, quint64 attempt);
    void concluded(const QString &id, const everbounce::CommandResult &result);

private:
    struct Open
    {
        QString id;
        Order order;
        quint64 attempt = 0;
        std::chrono::nanoseconds at{0};
        Lease sentUnder = {};                ///< the last one
        int holders = 0;                     ///< that it has been sent to
        std::optional<CommandResult> answer; ///< it waits to be shown
    };

    QList<Open>::iterator find(const QString &id);
    QList<Open> unanswered() const;
    bool isHeldBack(const Open &open) const;
    void send(const QString &id);
    void settle(const QString &id, const CommandResult &result);
    void sendAgain();

    HolderKnows m_holderKnows;
    QList<Open> m_open; ///< in the order of arrival, in which they are sent
    quint64 m_attempts = 0;
    Lease m_lease;
    std::uint64_t m_shown = 0;
    QTimer m_check;
};

} // namespace everbounce
