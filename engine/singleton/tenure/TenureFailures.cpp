// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/tenure/Tenure.h"

// What a tenure does when an engine, an answer or a plan failed.

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// How soon to try again after a failure that is nobody's fault.
constexpr std::chrono::milliseconds troublePause = 200ms;

} // namespace

/// Engines end one after another, even without a question.
void Tenure::onGivenUp(bool ran)
{
    m_parts.engine.forget(); // what comes next is another question
    const auto handOver = Consequence{.next = Consequence::Next::HandOver};
    if (draw(m_lease ? m_parts.workload.onEnginesGivenUp(*m_parts.replica.record(), ran) : handOver))
        lookAhead();
}

/// Does what a failure leads to. True if it should plan again at once.
bool Tenure::draw(const Consequence &consequence)
{
    if (consequence.forgetsQuestion)
        m_parts.engine.forget();
    if (consequence.excusesEngines)
        m_parts.engine.pardon();
    if (!consequence.trouble.isEmpty())
        Q_EMIT troubled(consequence.trouble);
    if (consequence.refusal && m_asked)
        refuseCommand(*consequence.refusal, consequence.refusalIsShown);
    switch (consequence.next) {
    case Consequence::Next::Ask:
        m_next.stop(); // the next plan is due now
        return true;
    case Consequence::Next::AskLater:
        m_next.start(troublePause);
        return false;
    case Consequence::Next::HandOver:
        // If there is no other node, this one goes on trying.
        m_next.start(troublePause);
        Q_EMIT exhausted();
        return false;
    case Consequence::Next::BeginAnew:
        beginAnew();
        return true;
    }
    return false;
}

/// A newborn state. The log may know commands of a state that nobody has any more: none of them is in this
/// one, so begin() merges them all. The new revisions come after theirs, or those of one tick would change
/// places.
void Tenure::publishNewborn()
{
    const SoundState newborn = m_parts.workload.newborn();
    Record record{m_lease, 0, newborn.state, newborn.reach, {}, {}};
    for (const LoggedCommand &command : m_parts.log.all())
        record.revision = std::max(record.revision, command.revision);
    m_parts.replica.takePublished(record);
    Q_EMIT born();
}

/// The kept record is set aside. The newborn state gets a higher term, so that it replaces the old one
/// everywhere; to the known commands it is the next revision.
void Tenure::beginAnew()
{
    const SoundState newborn = m_parts.workload.newborn();
    Record next = *m_parts.replica.record();
    next.lease = m_lease;
    next.lineage.extend(m_lease, ++next.revision);
    next.state = newborn.state;
    next.reach = newborn.reach;
    m_parts.replica.forgetRecord();
    m_parts.replica.takePublished(next);
    m_parts.lease.raise();
    m_resumes = false;
}

/// A client whose command is refused because something failed looks next at the state: publish it first.
void Tenure::refuseCommand(const CommandResult &result, bool isShown)
{
    const PendingCommand command = *std::exchange(m_asked, std::nullopt);
    if (command.tick > 0) {
        // It was acknowledged once, on another side. Nobody waits for it, and it is not tried again.
        m_withoutEffect.insert(command.id);
        m_merging.emplace(CommandPlace(command.tick, command.first, command.id), command);
        return;
    }
    m_commands.refuse(command, result);
    if (isShown)
        m_refused.push_back(command);
    else
        Q_EMIT answered(command.origin, command.id, result);
}

void Tenure::answerRefused()
{
    for (const PendingCommand &command : std::exchange(m_refused, {}))
        Q_EMIT answered(command.origin, command.id, m_commands.refusalOf(command.id));
}

} // namespace everbounce
