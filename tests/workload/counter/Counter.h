// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/workload/Workload.h"

namespace everbounce::counter {

/// A number that grows by command: the smallest workload that needs everything a singleton has. Its engine
/// process adds.
class Counter : public Workload
{
public:
    SoundState newborn() const override;
    std::optional<SoundState> examine(const QCborMap &state) const override;
    std::optional<Order> read(const QCborMap &content) const override;

    Plan plan(const Record &record, const Moment &moment, const Order *command) override;
    std::optional<EngineAnswer> understand(const QCborMap &answer) const override;
    std::variant<Publication, Consequence> accept(const Record &record, const Moment &moment,
                                                  const EngineAnswer &answer) override;
    Consequence onEngineReplaced(const Record &, Instant, bool) override { return {}; }
    Consequence onEngineDefeated(const Record &, const QString &) override
    {
        return {.next = Consequence::Next::HandOver};
    }
    Consequence onEnginesGivenUp(const Record &, bool) override
    {
        return {.next = Consequence::Next::HandOver};
    }
    void endTenure() override {}

private:
    bool m_adds = false; ///< the question under way has a command in it
};

constexpr qint64 maxCount = 1'000'000'000;

/// What the engine does.
QCborMap answerTo(const QCborMap &question);

Order add(qint64 number);
qint64 countOf(const Record &record);

} // namespace everbounce::counter
