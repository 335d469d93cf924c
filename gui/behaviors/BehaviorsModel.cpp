// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/behaviors/BehaviorsModel.h"

#include "engine/viewer/words/BehaviorWords.h"
#include "engine/viewer/words/SentenceWords.h"

#include <algorithm>
#include <utility>

namespace everbounce {

static bool isEverywhere(const BehaviorInfo &behavior, const ClusterView &view)
{
    return !behavior.nodes.isEmpty() && behavior.nodes.size() >= view.nodes.size();
}

BehaviorsModel::BehaviorsModel(QObject *parent)
    : RowsModel({"name", "kind", "tag", "current", "onTrial", "isNew", "quarantined", "problem", "notes",
                 "description", "madeToFail"},
                parent)
{
}

static QString sourceOf(const BehaviorInfo &behavior)
{
    switch (behavior.source) {
    case BehaviorSource::Builtin:
        return BehaviorsModel::tr("built in");
    case BehaviorSource::Plugin:
        return BehaviorsModel::tr("plugin");
    case BehaviorSource::Script:
        return BehaviorsModel::tr("script");
    case BehaviorSource::Missing:
        return BehaviorsModel::tr("missing");
    }
    return {};
}

static QString kindOf(const BehaviorInfo &behavior, const ClusterView &view)
{
    QStringList parts{sourceOf(behavior)};
    if (!behavior.from.isEmpty())
        parts << BehaviorsModel::tr("from %1").arg(behavior.from);
    if (isEverywhere(behavior, view))
        parts << BehaviorsModel::tr("everywhere");
    return parts.join(QStringLiteral(" · "));
}

static QString tagOf(const BehaviorInfo &behavior, bool current, bool onTrial)
{
    if (onTrial)
        return BehaviorsModel::tr("on trial");
    if (behavior.quarantined)
        return BehaviorsModel::tr("quarantined");
    return current ? BehaviorsModel::tr("now") : QString();
}

static QString notesOf(const BehaviorInfo &behavior, const ClusterView &view, bool onTrial)
{
    if (!behavior.problem.isEmpty())
        return words::sentenceOf(behavior.problem);
    if (behavior.quarantined)
        return BehaviorsModel::tr("It failed on trial. It runs again only if you press Try again.");
    if (onTrial)
        return BehaviorsModel::tr("If it fails, the ball goes back to %1.").arg(view.lastGood);
    if (behavior.nodes.isEmpty() || isEverywhere(behavior, view))
        return {};
    return BehaviorsModel::tr("Only on %1.").arg(behavior.nodes.join(QStringLiteral(", ")));
}

RowsModel::Row BehaviorsModel::rowOf(const BehaviorInfo &behavior, const ClusterView &view)
{
    const bool current = behavior.name == view.behavior;
    const bool onTrial = current && view.onTrial;
    return {behavior.name,
            {behavior.name, kindOf(behavior, view), tagOf(behavior, current, onTrial), current, onTrial,
             behavior.isNew, behavior.quarantined, behavior.problem, notesOf(behavior, view, onTrial),
             words::descriptionOf(behavior.description), behavior.madeToFail}};
}

void BehaviorsModel::setView(const ClusterView &view)
{
    m_view = view;
    QList<BehaviorInfo> sorted = view.behaviors;
    const auto failing = std::stable_partition(
        sorted.begin(), sorted.end(), [](const BehaviorInfo &behavior) { return !behavior.madeToFail; });
    QList<Row> rows;
    int current = -1;
    for (const BehaviorInfo &behavior : std::as_const(sorted)) {
        if (behavior.name == view.behavior)
            current = int(rows.size());
        rows.append(rowOf(behavior, view));
    }
    m_flights = int(failing - sorted.begin());
    m_count = int(sorted.size());
    show(rows);
    Q_EMIT flightsChanged();
    if (std::exchange(m_current, current) != current)
        Q_EMIT currentChanged();
}

} // namespace everbounce
