// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/Tenure.h"

#include <algorithm>
#include <limits>

// A command is answered when no foreseeable failure can undo it.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// A command that no disk has after this long is refused: it counts, but is not safe.
constexpr std::chrono::milliseconds diskPatience = 2s;

} // namespace

void Tenure::connectDiskTimer()
{
    m_slowDisk.setSingleShot(true);
    m_slowDisk.setInterval(diskPatience);
    connect(&m_slowDisk, &QTimer::timeout, this,
            [this] { answerUnsafe(QStringLiteral("The disk did not take it in time.")); });
}

void Tenure::confirm(std::uint64_t revision)
{
    m_confirmed = std::max(m_confirmed, revision);
    answerConfirmed();
}

void Tenure::confirmWritten(std::uint64_t revision)
{
    m_writtenElsewhere = std::max(m_writtenElsewhere, revision);
    answerConfirmed();
}

void Tenure::setAlone(bool alone)
{
    m_alone = alone;
    answerConfirmed();
}

void Tenure::setWritten(const Lease &lease, std::uint64_t revision)
{
    // A revision of another lease may be another state.
    if (lease == m_lease)
        m_written = revision;
    m_diskProblem.clear();
    answerConfirmed();
}

void Tenure::setUnwritten(const QString &problem)
{
    m_diskProblem = problem;
    if (reliesOnDisk())
        answerUnsafe(problem);
    else
        answerConfirmed();
}

/// A command that is on no disk is not acknowledged. It counts all the same: a client that asks again under
/// the same id learns when it is safe.
void Tenure::answerUnsafe(const QString &problem)
{
    m_slowDisk.stop();
    const std::uint64_t last = m_alone ? std::numeric_limits<std::uint64_t>::max() : m_confirmed;
    const QString where = m_alone ? QStringLiteral("no other node") : QStringLiteral("no disk");
    for (const PendingCommand &command : m_commands.takeSafe(last))
        Q_EMIT answered(
            command.origin, command.id,
            CommandResult::refused(
                503, QStringLiteral("It was carried out, but a power cut would undo it: %1 has it. %2")
                         .arg(where, problem)));
    if (hasCommands())
        lookAhead();
}

/// A command of which nothing would be kept is not begun.
std::optional<CommandResult> Tenure::whyNotKept() const
{
    if (!reliesOnDisk() || m_diskProblem.isEmpty())
        return std::nullopt;
    return CommandResult::refused(
        503, QStringLiteral("Nothing can be kept: this node is alone. %1").arg(m_diskProblem));
}

/// Whether nobody but this node's disk keeps what is published.
bool Tenure::reliesOnDisk() const
{
    return m_alone && !m_parts.replicator.isSafeOnceCommitted();
}

/// Whether a command that another node confirms, or that this node alone keeps, still lacks a disk.
bool Tenure::waitsForDisk() const
{
    return reliesOnDisk() || (!m_parts.replicator.isSafeOnceCommitted() &&
                              m_confirmed > std::max(m_written, m_writtenElsewhere));
}

/// Up to it nothing is lost by what may happen to one node, or to the power of all.
std::uint64_t Tenure::safeRevision() const
{
    const auto &record = m_parts.replica.record();
    if (m_parts.replicator.isSafeOnceCommitted())
        return record ? record->revision : 0;
    if (m_alone)
        return m_written;
    return std::min(m_confirmed, std::max(m_written, m_writtenElsewhere));
}

void Tenure::answerConfirmed()
{
    for (const PendingCommand &command : m_commands.takeSafe(safeRevision()))
        Q_EMIT answered(
            command.origin, command.id,
            CommandResult::done(command.revision, command.term, m_parts.replicator.copies(command.revision)));
    if (!waitsForDisk() || !m_commands.anyUnsafe())
        m_slowDisk.stop();
    else if (!m_slowDisk.isActive())
        m_slowDisk.start();
    if (hasCommands())
        lookAhead();
}

} // namespace everbounce
