// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/HolderRole.h"

#include "engine/ball/flight/Behavior.h"
#include "engine/base/MonotonicClock.h"
#include "engine/base/Printable.h"

// Behaviours and engines that fail, and what becomes of the flight then.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// After a built-in behaviour failed, which nobody can be blamed for.
constexpr std::chrono::milliseconds troublePause = 200ms;
constexpr qsizetype maxReasonLength = 400;

bool isBuiltin(const BehaviorRef &behavior)
{
    // A script may have had a name that is built in today.
    return behavior.hash.isEmpty() && makeBuiltinBehavior(behavior.name.toStdString());
}

} // namespace

void HolderRole::takeReplacement(bool provoked)
{
    m_resumes = true;
    if (!m_lease)
        return;
    const BehaviorRef flown = m_parts.replica.record()->behavior;
    const bool suspicious = !provoked && !isBuiltin(flown) && m_plan.kind == FlightPlan::Kind::Extension;
    if (suspicious && m_deaths.exceededBy(monotonicNow())) {
        m_parts.engine.forget();
        blame(flown, QStringLiteral("Engines that fly %1 end again and again.").arg(flown.name), true);
    }
    // The published track bridges the gap; but whoever watches shall see at once that the new engine flies.
    lookAhead();
}

void HolderRole::refuse(const FlightRefusal &refusal)
{
    blame(refusal.behavior == m_plan.suspect.name ? m_plan.suspect : m_base->behavior,
          refusal.reason + QLatin1Char('.'), refusal.faulty);
    if (!m_next.isActive())
        lookAhead();
}

void HolderRole::takeDefeat(const QString &how)
{
    if (!m_lease)
        return;
    if (isBuiltin(m_plan.suspect))
        return yield();
    blame(m_plan.suspect, QStringLiteral("%1 ended the engine, which %2.").arg(m_plan.suspect.name, how),
          true);
    m_parts.engine.pardon();
    lookAhead();
}

/// Engines end one after another, even without a question: a behaviour that is not of this house is the most
/// likely cause, and goes first. It would end the engines of the next node as well. Engines that cannot even
/// be started have flown nothing.
void HolderRole::takeGivingUp(bool flew)
{
    m_parts.engine.forget(); // what comes next is another question
    const auto &record = m_parts.replica.record();
    if (!m_lease || !flew || m_rollBack || isBuiltin(record->behavior))
        return yield();
    blame(record->behavior,
          QStringLiteral("Engines that fly %1 end one after another.").arg(record->behavior.name), true);
    lookAhead();
}

/// Nothing flies here, not even what is built in: another node should try. Where there is none, this one goes
/// on trying.
void HolderRole::yield()
{
    m_next.start(troublePause);
    Q_EMIT exhausted();
}

/// Draws the consequences of a behaviour that cannot fly, for the next plan: the command that asked for it is
/// refused, or the flight goes back to the last good one.
void HolderRole::blame(const BehaviorRef &behavior, const QString &why, bool faulty)
{
    const QString reason = printable(why, maxReasonLength); // it may quote a script
    const Record &record = *m_parts.replica.record();
    const bool ofCommand = m_asked && m_plan.kind == FlightPlan::Kind::Command && behavior != record.behavior;
    if (!ofCommand && isBuiltin(behavior)) {
        const bool isNewborn = record.revision == 0 && record.track.empty();
        if (faulty && !isNewborn)
            return beginAnew(reason);
        Q_EMIT troubled(reason);
        m_next.start(troublePause);
        return;
    }
    m_next.stop(); // the next plan is due now
    const bool quarantined = (faulty || m_rollBack) && !isBuiltin(behavior);
    if (quarantined)
        m_failed.push_back({behavior, reason});
    if (ofCommand) {
        const QString text = QStringLiteral("%1 The ball flies on by %2.").arg(reason, record.behavior.name);
        Q_EMIT troubled(text);
        return refuseCommand(CommandResult::refused(422, text), quarantined);
    }
    Q_EMIT troubled(reason);
    m_rollBack = true;
}

/// What was kept of the ball cannot be flown, not even by what is built in: it is set aside, and a newborn
/// ball flies. Under a higher term, so that it takes the other one's place everywhere.
void HolderRole::beginAnew(const QString &reason)
{
    Q_EMIT troubled(QStringLiteral("%1 A newborn ball flies instead.").arg(reason));
    m_rollBack = false;
    m_failed.clear();
    m_parts.replica.forgetRecord();
    m_parts.replica.takePublished(newborn(m_lease));
    m_parts.lease.raise();
    m_resumes = false;
}

/// Who is refused because a behaviour failed looks at its quarantine next: it is published first.
void HolderRole::refuseCommand(const CommandResult &result, bool quarantined)
{
    const PendingCommand command = *std::exchange(m_asked, std::nullopt);
    m_commands.refuse(command, result);
    if (quarantined)
        m_refused.push_back(command);
    else
        Q_EMIT answered(command.origin, command.id, result);
}

void HolderRole::answerRefused()
{
    for (const PendingCommand &command : std::exchange(m_refused, {}))
        Q_EMIT answered(command.origin, command.id, m_commands.refusalOf(command.id));
}

} // namespace everbounce
