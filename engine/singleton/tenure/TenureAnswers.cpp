// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/Tenure.h"

#include <algorithm>
#include <limits>

// A command is answered when no foreseeable failure can undo it.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// A command is answered after this long, whether the disk has it or not.
constexpr std::chrono::milliseconds diskPatience = 2s;
/// How long to wait for the disk if another node has the command too: then only a power cut of all nodes
/// would lose it. If this node's disk fails, the other node's has had time to write by then.
constexpr std::chrono::milliseconds diskGrace = 100ms;
} // namespace

void Tenure::connectDiskTimers()
{
    m_slowDisk.setSingleShot(true);
    m_slowDisk.setInterval(diskPatience);
    connect(&m_slowDisk, &QTimer::timeout, this,
            [this] { answerUnsafe(QStringLiteral("The disk did not take it in time.")); });
    m_diskGrace.setSingleShot(true);
    m_diskGrace.setInterval(diskGrace);
    connect(&m_diskGrace, &QTimer::timeout, this, [this] {
        m_excused = m_graceFor;
        answerConfirmed();
    });
}

void Tenure::confirm(std::uint64_t revision)
{
    m_confirmed = std::max(m_confirmed, revision);
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

/// A command that is on no disk and on no other node is not acknowledged. It counts all the same: a client
/// that asks again under the same id learns when it is safe.
void Tenure::answerUnsafe(const QString &problem)
{
    m_slowDisk.stop();
    for (const PendingCommand &command : m_commands.takeSafe(std::numeric_limits<std::uint64_t>::max()))
        Q_EMIT answered(
            command.origin, command.id,
            CommandResult::refused(
                503, QStringLiteral("It was carried out, but a power cut would undo it: no other node "
                                    "has it. %1")
                         .arg(problem)));
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

/// Up to it nothing is lost by what may happen to one node, or to the power of all.
std::uint64_t Tenure::safeRevision() const
{
    const auto &record = m_parts.replica.record();
    if (m_parts.replicator.isSafeOnceCommitted())
        return record ? record->revision : 0;
    if (m_alone)
        return m_written;
    return std::min(m_confirmed, std::max(m_written, m_excused));
}

void Tenure::answerConfirmed()
{
    for (const PendingCommand &command : m_commands.takeSafe(safeRevision()))
        Q_EMIT answered(
            command.origin, command.id,
            CommandResult::done(command.revision, command.term, m_parts.replicator.copies(command.revision)));
    if (!m_alone && m_commands.anyUnsafe() && m_confirmed > std::max(m_written, m_excused)) {
        if (!m_diskGrace.isActive()) {
            m_graceFor = m_confirmed;
            m_diskGrace.start();
        }
    } else {
        m_diskGrace.stop();
    }
    if (!reliesOnDisk() || !m_commands.anyUnsafe())
        m_slowDisk.stop();
    else if (!m_slowDisk.isActive())
        m_slowDisk.start();
    if (hasCommands())
        lookAhead();
}

} // namespace everbounce
