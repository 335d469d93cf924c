// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/node/view/NodeView.h"

#include <QHostAddress>
#include <QList>
#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace everbounce {

/// Something that somebody did or tried at this node.
struct AuditEntry
{
    qint64 at = 0; ///< milliseconds since 1970
    QString who;   ///< "user", "operator", "run token", "token NAME", or "nobody"
    QHostAddress from;
    QString what;
    int status = 0;
    bool isByOperator = true; ///< who may command
    QString plain{};          ///< `what` for people, where that is not plain by itself

    /// Entries that people who may not command can cause in any number.
    bool isRefusal() const { return status >= 400 || !isByOperator; }

    /// For people: "user (127.0.0.1): POST /api/v1/nudge → 200".
    QString text() const;

    /// The same for the log of the process: one line without JSON, of some hundred characters at most.
    QString line() const;
};

/// The entry as an event, for the event log of a window.
EventView eventOf(const AuditEntry &entry);

/// The last of them, for operators, and in the log of the process. Lives on the web thread.
class AuditLog
{
public:
    static constexpr std::size_t most = 1000;       ///< done by those who may command
    static constexpr std::size_t mostRefused = 500; ///< in addition
    static constexpr qsizetype longestWhat = 200;
    static constexpr qsizetype longestWho = 80; ///< in the log of the process

    /// When there are too many refusals in all, the author with the most loses the oldest: nobody can push
    /// out what others did, nor all that others tried. In the log of the process they are limited for each
    /// author, or anybody could fill a disk.
    static constexpr Rate ofRefused{50, 1};

    /// Returns it as it is logged, or nothing if it is not.
    std::optional<AuditEntry> add(const AuditEntry &entry, Nanoseconds now);

    /// `GET /api/v1/audit`: an array of those after that time, the oldest first.
    QByteArray document(qint64 since = 0) const;

private:
    bool admits(const QString &who, Nanoseconds now);
    void makeRoom();
    void removeFirst(const std::function<bool(const AuditEntry &)> &isIt);

    std::deque<AuditEntry> m_entries;
    std::map<QString, std::size_t> m_refused; ///< how many of those, by who
    std::map<QString, RateLimit> m_limits;    ///< of those who were refused lately
};

} // namespace everbounce
