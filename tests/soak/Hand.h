// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace everbounce::soak {

/// Does one thing after the other, drawn by weight, with a pause between: each ends what it began before the
/// next begins. What, when and for how long follows from the seed.
class Hand : public QObject
{
public:
    struct Deed
    {
        std::function<void()> begin; ///< it calls later()
        int weight = 1;
    };

    Hand(quint64 seed, std::vector<Deed> deeds);

    void stop();

    /// Of what has begun: ends it within this time.
    void later(std::chrono::milliseconds most, std::function<void()> end);

    /// From 0 to one less than this.
    std::uint64_t below(std::uint64_t bound) { return m_random.below(bound); }

private:
    void begin();
    std::chrono::milliseconds upTo(std::chrono::milliseconds most);

    std::vector<Deed> m_deeds;
    Random m_random;
    QTimer m_next;
    QTimer m_end;
    std::function<void()> m_ending;
};

} // namespace everbounce::soak
