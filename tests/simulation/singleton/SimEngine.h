// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/singleton/process/Engine.h"

#include <QTimer>

namespace everbounce::simulation {

/// Answers questions to the counter in virtual time; sometimes it crashes over one, and the next engine
/// answers.
class SimEngine : public Engine
{
    Q_OBJECT
public:
    explicit SimEngine(Random &random);

    void start() override {}
    void ask(const Question &question) override;
    bool busy() const override { return m_question.has_value(); }
    void forget() override;
    void pardon() override {}
    void inject(EngineFault) override { m_crashes = true; }
    bool armWaking(std::chrono::milliseconds) override { return false; }
    qint64 processId() const override { return 0; }

private:
    void answer();

    Random &m_random;
    QTimer m_timer;
    std::optional<Question> m_question;
    bool m_crashes = false;
};

} // namespace everbounce::simulation
