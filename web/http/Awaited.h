// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/MonotonicClock.h"
#include "engine/base/Time.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace everbounce {

/// Results that somebody waits for. Each waiting caller is told once: the result, or nothing if it does not
/// come in time. One timer serves all of them. Belongs to the thread of its parent.
template<typename Key, typename Result>
class Awaited
{
public:
    using Told = std::function<void(const std::optional<Result> &)>;

    Awaited(std::chrono::milliseconds patience, QObject *parent)
        : m_patience(patience)
        , m_check(new QTimer(parent))
    {
        m_check->setInterval(std::min<std::chrono::milliseconds>(patience, std::chrono::milliseconds(250)));
        QObject::connect(m_check, &QTimer::timeout, parent, [this] { giveUpLate(); });
    }

    bool contains(const Key &key) const { return m_open.contains(key); }
    qsizetype size() const { return m_open.size(); }

    /// Waits for the result of this key; others may wait for it already.
    void add(const Key &key, Told told)
    {
        Open &open = m_open[key];
        if (open.told.isEmpty())
            open.until = monotonicNow() + m_patience;
        open.told.append(std::move(told));
        if (!m_check->isActive())
            m_check->start();
    }

    /// The result has come; does nothing if nobody waits for it.
    void conclude(const Key &key, const std::optional<Result> &result)
    {
        const Open open = m_open.take(key); // a callback may ask the next question
        for (const Told &told : open.told)
            told(result);
        if (m_open.isEmpty())
            m_check->stop();
    }

private:
    struct Open
    {
        Nanoseconds until{0};
        QList<Told> told;
    };

    void giveUpLate()
    {
        const Nanoseconds now = monotonicNow();
        QList<Key> late;
        for (auto open = m_open.cbegin(); open != m_open.cend(); ++open) {
            if (open->until <= now)
                late.append(open.key());
        }
        for (const Key &key : late)
            conclude(key, std::nullopt);
    }

    std::chrono::milliseconds m_patience;
    QTimer *m_check;
    QHash<Key, Open> m_open;
};

} // namespace everbounce
