// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeView.h"
#include "gui/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The behaviours that can be asked for, with what is to be known of each. Roles:
/// - `name`, and `kind`, in words for people; `where` it is to be had, as well;
/// - `current`: the ball flies by it; `onTrial`: it does, and may yet be rolled back;
/// - `isNew`: a script that came from another node; `quarantined`: it failed on trial;
/// - `problem`: why it cannot be selected here, or empty;
/// - `notes`: what is out of the ordinary, in a sentence, or empty.
class BehaviorsModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
public:
    explicit BehaviorsModel(QObject *parent = nullptr);

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);

private:
    static QString kindOf(const BehaviorInfo &behavior);
    static QString whereIs(const BehaviorInfo &behavior, const ClusterView &view);
    static QString notesOf(const BehaviorInfo &behavior, const ClusterView &view);
};

} // namespace everbounce
