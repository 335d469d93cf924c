// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/loading/PluginBehavior.h"

#include "engine/ball/behaviors/PluginMetadata.h"
#include "engine/ball/behaviors/plugin/everbounce/BehaviorPlugin.h"

#include <QPluginLoader>

namespace everbounce {
namespace {

/// The ball's generator as a plugin sees it.
class PluginRandom final : public BehaviorRandom
{
public:
    explicit PluginRandom(Random &random)
        : m_random(random)
    {
    }

    quint32 below(quint32 bound) override { return bound == 0 ? 0 : m_random.below(bound); }
    double unit() override { return m_random.unit(); }

private:
    Random &m_random;
};

/// A plugin's rule. Qt owns the plugin object, one for each file and process.
class PluginBehavior final : public Behavior
{
public:
    explicit PluginBehavior(const BehaviorPlugin &plugin)
        : m_plugin(plugin)
    {
    }

    BallState next(const BallState &state, const Box &box) const override
    {
        BallState later = state;
        PluginRandom random(later.random);
        const BehaviorStep step = m_plugin.next(
            {state.x, state.y, state.dx, state.dy, box.width, box.height, box.radius, state.tick}, random);
        later.x = step.x;
        later.y = step.y;
        later.dx = step.dx;
        later.dy = step.dy;
        ++later.tick;
        return later;
    }

private:
    const BehaviorPlugin &m_plugin;
};

} // namespace

LoadedBehavior loadPlugin(const QString &path)
{
    const PluginMetadata metadata = readPluginMetadata(path);
    if (!metadata.problem.isEmpty())
        return QStringLiteral("%1 cannot be loaded: %2").arg(metadata.name, metadata.problem);
    QPluginLoader loader(path);
    QObject *const instance = loader.instance();
    if (!instance)
        return QStringLiteral("%1 cannot be loaded: %2").arg(metadata.name, loader.errorString());
    const auto *const plugin = qobject_cast<BehaviorPlugin *>(instance);
    if (!plugin)
        return QStringLiteral("%1 cannot be loaded: it does not have the interface that it names")
            .arg(metadata.name);
    return std::make_unique<PluginBehavior>(*plugin);
}

} // namespace everbounce
