// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"
#include "gui/behaviors/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The behaviours that can be asked for, with what is to be known of each. Roles:
/// - `name`, and `kind`, in words for people;
/// - `current`: the ball flies by it; `onTrial`: it does, and may yet be rolled back;
/// - `tag`: a word for these, or for the quarantine, or empty;
/// - `isNew`: a script that came from another node; `quarantined`: it failed on trial;
/// - `problem`: why it cannot be selected here, or empty;
/// - `notes`: what is out of the ordinary, in a sentence, or empty;
/// - `description`: what it does, in its own words, or empty; `madeToFail`: it demonstrates a failure.
/// Those that are made to fail come after all others.
class BehaviorsModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// The row of the current behaviour; -1 if none is known.
    Q_PROPERTY(int current READ current NOTIFY currentChanged FINAL)
    /// How many are not made to fail.
    Q_PROPERTY(int flights READ flights NOTIFY flightsChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY flightsChanged FINAL)
public:
    explicit BehaviorsModel(QObject *parent = nullptr);

    int current() const { return m_current; }
    int flights() const { return m_flights; }
    int count() const { return m_count; }

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
    /// Shows the same view again, in the language that the program has now.
    void retranslate() { setView(ClusterView(m_view)); }

Q_SIGNALS:
    void currentChanged();
    void flightsChanged();

private:
    static Row rowOf(const BehaviorInfo &behavior, const ClusterView &view);

    ClusterView m_view;
    int m_current = -1;
    int m_flights = 0;
    int m_count = 0;
};

} // namespace everbounce
