// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/pipe/Flight.h"
#include "engine/base/RateLimit.h"
#include "engine/node/view/ScriptsInterface.h"
#include "engine/singleton/process/EngineProcess.h"

#include <QTimer>

#include <list>
#include <memory>

namespace everbounce {

/// Flies texts ahead, each in an engine process of its own, which has tighter limits than the one that flies
/// the ball and ends with its answer. Lives on the cluster's thread.
class ScriptPreviews : public QObject
{
    Q_OBJECT
public:
    /// At a time: people who write wait a moment, so that the ball keeps its processors.
    static constexpr std::size_t mostAtOnce = 2;

    explicit ScriptPreviews(const QString &program, QObject *parent = nullptr);
    ~ScriptPreviews() override;

    /// flown() follows, perhaps at once.
    void fly(quint64 request, const QString &viewer, const FlightRequest &question);

Q_SIGNALS:
    void flown(quint64 request, const everbounce::ScriptPreview &preview);

private:
    struct Flight
    {
        quint64 request = 0;
        QString viewer;
        FlightRequest question;
        std::unique_ptr<EngineProcess> engine;
        std::unique_ptr<QTimer> end; ///< after which nobody waits for it
    };
    using Flights = std::list<Flight>;

    QString refusal(const QString &viewer);
    void launch(Flights::iterator flight);
    void conclude(Flights::iterator flight, const ScriptPreview &preview);

    QString m_program;
    RateLimit m_rate;
    Flights m_flights;
};

} // namespace everbounce
