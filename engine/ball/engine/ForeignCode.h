// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/pipe/Flight.h"

#include <map>

namespace everbounce {

/// Loads the code of others and holds it in. The first question that needs such code decides what this
/// process can run from then on: that question's plugins, and scripts. For other plugins it takes another
/// process, as none is loaded once a part of what loading takes has been given up.
///
/// Lives on the thread that flies.
class ForeignCode
{
public:
    explicit ForeignCode(BehaviorLoader load)
        : m_load(std::move(load))
    {
    }

    /// To be called before a question is computed: loads its plugins and gives up what flying does not need.
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

/// What every thread of an engine gives up for itself before the first question that needs plugins is
/// computed.
void narrowThread(const FlightRequest &request);

} // namespace everbounce
