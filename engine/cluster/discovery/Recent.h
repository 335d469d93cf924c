// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <list>
#include <utility>

namespace everbounce {

/// Values by key, ordered by their last use. Pure.
template<typename Key, typename Value>
class Recent
{
public:
    using Entry = std::pair<Key, Value>;

    /// The value, which is the latest then; valid until it is removed. nullptr if there is none.
    Value *find(const Key &key)
    {
        const auto found = m_places.constFind(key);
        if (found == m_places.constEnd())
            return nullptr;
        m_entries.splice(m_entries.end(), m_entries, *found);
        return &m_entries.back().second;
    }

    /// There must be none with that key.
    Value *insert(const Key &key, const Value &value)
    {
        m_entries.emplace_back(key, value);
        m_places.insert(key, std::prev(m_entries.end()));
        return &m_entries.back().second;
    }

    /// The existing one, or a new one. If there are already that many, the oldest makes room.
    Value *findOrInsert(const Key &key, const Value &value, std::size_t most)
    {
        if (Value *const found = find(key))
            return found;
        if (m_entries.size() >= most)
            remove(Key(m_entries.front().first));
        return insert(key, value);
    }

    void remove(const Key &key) { m_entries.erase(m_places.take(key)); }

    /// The oldest first.
    const std::list<Entry> &entries() const { return m_entries; }

private:
    std::list<Entry> m_entries;
    QHash<Key, typename std::list<Entry>::iterator> m_places;
};

} // namespace everbounce
