// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/SimEngine.h"

#include "tests/workload/counter/Counter.h"

namespace everbounce::simulation {

namespace {
constexpr std::uint64_t slowestMs = 5;
}

SimEngine::SimEngine(Random &random)
    : m_random(random)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SimEngine::answer);
}

void SimEngine::ask(const Question &question)
{
    m_question = question;
    m_timer.start(int(1 + m_random.below(slowestMs)));
}

void SimEngine::forget()
{
    m_question.reset();
    m_timer.stop();
}

void SimEngine::answer()
{
    if (std::exchange(m_crashes, false)) {
        m_timer.start(int(1 + m_random.below(slowestMs)));
        Q_EMIT replaced(QStringLiteral("crashed"), true);
        return;
    }
    const QCborMap content = std::exchange(m_question, std::nullopt)->content;
    Q_EMIT replied(*counter::Counter().understand(counter::answerTo(content)));
}

} // namespace everbounce::simulation
