// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <deque>

namespace everbounce {

/// A value for each of the last ids; the oldest goes first. Pure.
template<typename Value>
class Remembered
{
public:
    /// As many as the web remembers of all commands, so that a command that is sent again finds its id here.
    static constexpr std::size_t most = 5000;

    /// Valid until something is put or forgotten; nullptr if the id is not known.
    Value *find(const QString &id)
    {
        const auto found = m_values.find(id);
        return found == m_values.end() ? nullptr : &found.value();
    }

    /// Replaces what was known of the id.
    void put(const QString &id, const Value &value)
    {
        if (!m_values.contains(id)) {
            if (m_order.size() == most) {
                m_values.remove(m_order.front());
                m_order.pop_front();
            }
            m_order.push_back(id);
        }
        m_values.insert(id, value);
    }

    void forget(const QString &id)
    {
        if (m_values.remove(id) > 0)
            std::erase(m_order, id);
    }

private:
    QHash<QString, Value> m_values;
    std::deque<QString> m_order; ///< the oldest first
};

} // namespace everbounce
