// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/AuditLog.h"

#include "engine/base/Printable.h"
#include "web/api/Json.h"

#include <QLoggingCategory>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(auditLog, "everbounce.audit")

} // namespace

QString AuditEntry::text() const
{
    return QStringLiteral("%1 (%2): %3 → %4").arg(who, from.toString(), what, QString::number(status));
}

EventView eventOf(const AuditEntry &entry)
{
    EventView event;
    event.at = entry.at;
    event.level = entry.status < 400 ? EventView::Level::Info : EventView::Level::Warning;
    event.text = entry.text();
    return event;
}

std::optional<AuditEntry> AuditLog::add(const AuditEntry &entry, Nanoseconds now)
{
    if (entry.who == QLatin1String("nobody") && !m_nobody.admits(now))
        return std::nullopt;
    m_entries.push_back(entry);
    m_entries.back().what = printable(entry.what, longestWhat);
    if (m_entries.size() > most)
        m_entries.pop_front();
    const AuditEntry &kept = m_entries.back();
    qCInfo(auditLog).noquote() << kept.status << kept.who << "from" << kept.from.toString() << kept.what;
    return kept;
}

QByteArray AuditLog::document(qint64 since) const
{
    QList<QByteArray> entries;
    for (const AuditEntry &entry : m_entries) {
        if (entry.at <= since)
            continue;
        entries << json::object({{"at", json::integer(entry.at)},
                                 {"who", json::string(entry.who)},
                                 {"from", json::string(entry.from.toString())},
                                 {"what", json::string(entry.what)},
                                 {"status", json::integer(entry.status)},
                                 {"text", json::string(entry.text())}});
    }
    return json::array(entries);
}

} // namespace everbounce
