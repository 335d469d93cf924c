// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/node/view/NodeView.h"

#include <QHostAddress>
#include <QList>
#include <QString>

#include <deque>
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

    /// For people: "user (127.0.0.1): POST /api/v1/nudge → 200".
    QString text() const;
};

/// The same for the log of a window.
EventView eventOf(const AuditEntry &entry);

/// The last of them, for operators, and each in the log of the process. Lives on the web thread.
class AuditLog
{
public:
    static constexpr std::size_t most = 1000;
    static constexpr qsizetype longestWhat = 200;

    /// Those of nobody are bounded, so that a stranger cannot push out all others.
    static constexpr Rate ofNobody{50, 1};

    /// Returns it as it is kept, or nothing if it is not.
    std::optional<AuditEntry> add(const AuditEntry &entry, Nanoseconds now);

    /// `GET /api/v1/audit`: an array of those after that time, the oldest first.
    QByteArray document(qint64 since = 0) const;

private:
    std::deque<AuditEntry> m_entries;
    RateLimit m_nobody{ofNobody, Nanoseconds(0)};
};

} // namespace everbounce
