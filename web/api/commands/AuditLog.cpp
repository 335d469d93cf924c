// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/commands/AuditLog.h"

#include "engine/base/Printable.h"
#include "web/text/Json.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(auditLog, "everbounce.audit")

} // namespace

QString AuditEntry::text() const
{
    return QStringLiteral("%1 (%2): %3 → %4").arg(who, from.toString(), what, QString::number(status));
}

QString AuditEntry::line() const
{
    const QString done = printable(plain.isEmpty() ? what : plain, AuditLog::longestWhat);
    return QStringLiteral("%1 (%2): %3 → %4")
        .arg(printable(who, AuditLog::longestWho), from.toString(), done, QString::number(status));
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
    m_entries.push_back(entry);
    m_entries.back().what = printable(entry.what, longestWhat);
    if (entry.isRefusal())
        ++m_refused[entry.who];
    const AuditEntry kept = m_entries.back();
    makeRoom();
    if (entry.isRefusal() && !admits(entry.who, now))
        return std::nullopt;
    qCInfo(auditLog).noquote() << kept.line();
    return kept;
}

bool AuditLog::admits(const QString &who, Nanoseconds now)
{
    constexpr std::size_t many = 100; // more than have tokens at once
    for (auto limit = m_limits.begin(); m_limits.size() >= many && limit != m_limits.end();)
        limit = limit->second.isFull(now) ? m_limits.erase(limit) : std::next(limit);
    return m_limits.try_emplace(who, ofRefused, now).first->second.admits(now);
}

void AuditLog::makeRoom()
{
    std::size_t refused = 0;
    for (const auto &[who, count] : m_refused)
        refused += count;
    if (m_entries.size() - refused > most)
        removeFirst([](const AuditEntry &entry) { return !entry.isRefusal(); });
    if (refused <= mostRefused)
        return;
    const auto loudest =
        std::ranges::max_element(m_refused, {}, [](const auto &counted) { return counted.second; });
    const QString who = loudest->first;
    removeFirst([&who](const AuditEntry &entry) { return entry.isRefusal() && entry.who == who; });
    if (--loudest->second == 0)
        m_refused.erase(loudest);
}

void AuditLog::removeFirst(const std::function<bool(const AuditEntry &)> &isIt)
{
    m_entries.erase(std::ranges::find_if(m_entries, isIt));
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
