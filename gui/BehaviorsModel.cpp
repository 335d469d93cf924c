// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/BehaviorsModel.h"

namespace everbounce {

BehaviorsModel::BehaviorsModel(QObject *parent)
    : RowsModel({"name", "kind", "current", "onTrial", "isNew", "quarantined", "problem", "notes", "where"},
                parent)
{
}

QString BehaviorsModel::kindOf(const BehaviorInfo &behavior)
{
    switch (behavior.source) {
    case BehaviorInfo::Source::Builtin:
        return tr("built in");
    case BehaviorInfo::Source::Plugin:
        return tr("plugin");
    case BehaviorInfo::Source::Script:
        return tr("script");
    case BehaviorInfo::Source::Missing:
        return tr("missing");
    }
    return {};
}

QString BehaviorsModel::whereIs(const BehaviorInfo &behavior, const ClusterView &view)
{
    if (behavior.nodes.isEmpty())
        return {};
    if (behavior.nodes.size() >= view.nodes.size())
        return tr("everywhere");
    return tr("only on %1").arg(behavior.nodes.join(QStringLiteral(", ")));
}

QString BehaviorsModel::notesOf(const BehaviorInfo &behavior, const ClusterView &view)
{
    if (!behavior.problem.isEmpty())
        return behavior.problem;
    if (behavior.quarantined)
        return tr("Quarantined: it failed on trial, and is not tried again unless you ask for it.");
    if (view.onTrial && behavior.name == view.behavior)
        return tr("On trial. Should it fail, the ball goes back to %1.").arg(view.lastGood);
    return {};
}

void BehaviorsModel::setView(const ClusterView &view)
{
    QList<Row> rows;
    for (const BehaviorInfo &behavior : view.behaviors) {
        const bool current = behavior.name == view.behavior;
        rows.append(
            {behavior.name,
             {behavior.name, kindOf(behavior), current, current && view.onTrial, behavior.isNew,
              behavior.quarantined, behavior.problem, notesOf(behavior, view), whereIs(behavior, view)}});
    }
    show(rows);
}

} // namespace everbounce
