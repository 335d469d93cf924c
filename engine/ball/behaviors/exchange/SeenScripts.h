// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/ScriptText.h"

#include <algorithm>
#include <list>
#include <optional>

namespace everbounce {

/// The scripts that this node has seen, even those that are gone: a flight may still use one of them. Holds 4
/// MiB of text; the least recently used ones make room. Pure.
class SeenScripts
{
public:
    static constexpr qsizetype maxBytes = 4 * 1024 * 1024;

    void add(const ScriptText &script)
    {
        if (find(script.ref))
            return;
        m_scripts.push_front(script);
        m_bytes += script.source.size();
        while (m_bytes > maxBytes) {
            m_bytes -= m_scripts.back().source.size();
            m_scripts.pop_back();
        }
    }

    /// Counts as use.
    std::optional<ScriptText> find(const BehaviorRef &ref)
    {
        const auto found = std::find_if(m_scripts.begin(), m_scripts.end(),
                                        [&ref](const ScriptText &script) { return script.ref == ref; });
        if (found == m_scripts.end())
            return std::nullopt;
        m_scripts.splice(m_scripts.begin(), m_scripts, found);
        return m_scripts.front();
    }

private:
    std::list<ScriptText> m_scripts; ///< the last used one first
    qsizetype m_bytes = 0;
};

} // namespace everbounce
