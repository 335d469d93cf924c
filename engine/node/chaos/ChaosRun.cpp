// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/ChaosRun.h"

#include "engine/base/Bounds.h"

#include <algorithm>

namespace everbounce {
namespace {

/// "Freezing beta for 5 s"
QString sentenceOf(const ChaosStrike &strike)
{
    const QString seconds = QString::number(infoOf(strike.fault).seconds.value_or(0));
    switch (strike.fault) {
    case Fault::KillNode:
        return QStringLiteral("Killing %1").arg(strike.name);
    case Fault::FreezeNode:
        return QStringLiteral("Freezing %1 for %2 s").arg(strike.name, seconds);
    case Fault::CrashEngine:
        return QStringLiteral("Crashing the engine on %1").arg(strike.name);
    case Fault::HangEngine:
        return QStringLiteral("Hanging the engine on %1").arg(strike.name);
    case Fault::StepDown:
        return QStringLiteral("Handing over from %1").arg(strike.name);
    case Fault::IsolateNode:
        return QStringLiteral("Isolating %1 for %2 s").arg(strike.name, seconds);
    case Fault::LossyNetwork:
        return QStringLiteral("Losing messages of %1 for %2 s").arg(strike.name, seconds);
    case Fault::OfBacking:
        break; // chaos breaks nodes only
    }
    Q_UNREACHABLE();
}

} // namespace

bool ChaosRun::setOn(bool on, NodeId self, Instant now)
{
    if (on == m_state.on)
        return false;
    if (!on) {
        goOff(self, {});
        return true;
    }
    m_state = {.run = m_state.run + 1,
               .origin = self,
               .on = true,
               .until = now + longest,
               .news = QStringLiteral("Something breaks in a moment…")};
    m_refusals = 0;
    return true;
}

/// Faults that are not judged yet will be.
void ChaosRun::goOff(NodeId self, const QString &why)
{
    ++m_state.run;
    m_state.origin = self;
    m_state.step = 0;
    m_state.on = false;
    m_state.news = why;
}

bool ChaosRun::adopt(const ChaosState &told)
{
    if (told.version() <= m_state.version() || bounds::leaps(told.run, m_state.run))
        return false;
    const bool isSameRun = told.run == m_state.run && told.origin == m_state.origin;
    const Instant until = isSameRun ? m_state.until : told.until; // delays of messages do not add up
    const bool isOver = isSameRun && !m_state.on;
    const QString news = isOver ? m_state.news : told.news;
    m_state = told;
    m_state.until = until;
    m_state.on = told.on && !isOver;
    m_state.news = news;
    return true;
}

bool ChaosRun::expire(Instant now)
{
    if (!m_state.on || now < m_state.until)
        return false;
    m_state.on = false;
    m_state.news = QStringLiteral("Chaos went off after %1 minutes.").arg(longest.count());
    return true;
}

void ChaosRun::strike(const ChaosStrike &strike)
{
    ++m_state.step;
    m_state.news = sentenceOf(strike);
    if (m_state.open.size() == ChaosState::mostOpen)
        m_state.open.erase(m_state.open.begin());
    m_state.open.push_back(strike);
}

void ChaosRun::rest()
{
    ++m_state.step;
    m_state.news = QStringLiteral("Nothing can be broken just now.");
}

void ChaosRun::refused(const ChaosStrike &strike, NodeId self, const QString &problem)
{
    ++m_state.step;
    std::erase(m_state.open, strike);
    if (++m_refusals >= mostRefusals && m_state.on)
        goOff(self, QStringLiteral("Chaos is off: its faults are refused. %1").arg(problem));
}

void ChaosRun::look(Instant now, bool isFlying)
{
    if (!isFlying)
        m_stoodAt = now;
}

/// Why it was not survived; empty if it was.
QString ChaosRun::missOf(const ChaosStrike &strike, Instant now) const
{
    const auto because = [&](const QString &why) {
        return QStringLiteral("%1: %2").arg(sentenceOf(strike), why);
    };
    if (m_stoodAt >= strike.at)
        return because(QStringLiteral("the ball stood still"));
    if (now - strike.at >= verdictAfter + grace)
        return because(QStringLiteral("nobody held the lease %1 s later").arg(verdictAfter.count()));
    return {};
}

bool ChaosRun::judge(Instant now)
{
    const auto isDue = [now](const ChaosStrike &strike) { return now - strike.at >= verdictAfter; };
    const auto due = std::stable_partition(m_state.open.begin(), m_state.open.end(),
                                           [&](const ChaosStrike &strike) { return !isDue(strike); });
    if (due == m_state.open.end())
        return false;
    for (auto strike = due; strike != m_state.open.end(); ++strike) {
        const QString miss = missOf(*strike, now);
        ++m_state.judged;
        m_state.survived += miss.isEmpty();
        if (!miss.isEmpty())
            m_state.misses << miss;
    }
    m_state.open.erase(due, m_state.open.end());
    if (m_state.misses.size() > ChaosState::mostMisses)
        m_state.misses = m_state.misses.last(ChaosState::mostMisses);
    ++m_state.step;
    return true;
}

QString chaosSummary(const ChaosState &state)
{
    if (state.run == 0)
        return {};
    return state.survived == state.judged
               ? QStringLiteral("Survived %1").arg(state.survived)
               : QStringLiteral("Survived %1 of %2").arg(state.survived).arg(state.judged);
}

} // namespace everbounce
