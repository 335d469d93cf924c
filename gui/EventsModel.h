// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeView.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// What happened just now, newest last: each event leaves after its time, and a burst pushes out the oldest.
/// Lives on the main thread.
class EventsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Whether somebody is pointing at them: nothing leaves then because its time is over.
    Q_PROPERTY(bool held READ isHeld WRITE setHeld NOTIFY heldChanged FINAL)
public:
    enum Role { TextRole = Qt::UserRole, LevelRole, NodeRole };
    Q_ENUM(Role)
    enum Level { Info, Warning, Error };
    Q_ENUM(Level)

    static constexpr std::chrono::milliseconds lifetime{3000};
    static constexpr int mostShown = 4;

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    bool isHeld() const { return m_held; }
    void setHeld(bool held);

public Q_SLOTS:
    void add(const everbounce::EventView &event);

    /// This node refused what somebody at this window asked for.
    void addRefusal(const QString &problem);

Q_SIGNALS:
    void heldChanged();

private:
    void removeDue();
    void removeFirst();

    QList<EventView> m_events;
    quint64 m_removed = 0; ///< events that have left
    quint64 m_due = 0;     ///< events whose time is over, those that have left among them
    bool m_held = false;
};

} // namespace everbounce
