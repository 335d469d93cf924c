// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/pipe/Flight.h"

#include <map>

namespace everbounce {

/// Loads foreign code and confines it. The first question that needs such code decides what this process can
/// run from then on: that question's plugins, and scripts. Other plugins need another process, since loading
/// takes rights that have then been dropped.
///
/// Lives on the thread that flies.
class ForeignCode
{
public:
    explicit ForeignCode(BehaviorLoader load)
        : m_load(std::move(load))
    {
    }

    /// Call it before a question is computed: loads its plugins and drops the rights that flying does not
    /// need.
    void prepareFor(const FlightRequest &request);

    /// One of the behaviours of that question, in the order in which they fly.
    LoadedBehavior load(const BehaviorCode &code);

private:
    using Shared = std::variant<std::shared_ptr<const Behavior>, QString>;

    enum class Held { Loosely, AsNative, AsScript };

    void loadPlugins(const FlightRequest &request);
    LoadedBehavior loadScript(const BehaviorCode &code);
    LoadedBehavior borrowed(const BehaviorCode &plugin) const;

    BehaviorLoader m_load;
    std::map<QString, Shared> m_plugins; ///< by their files
    Held m_held = Held::Loosely;
    bool m_pluginToCome = false; ///< in this question, after a script
};

/// The rights that every thread of an engine drops for itself before the first question that needs plugins is
/// computed.
void narrowThread(const FlightRequest &request);

} // namespace everbounce
