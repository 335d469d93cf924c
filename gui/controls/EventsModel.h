// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/look/Incidents.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// What happened just now, newest last: each event leaves after its time, and a burst pushes out the oldest
/// that nobody is looking at. The events of one incident share an alert, a line for each. Lives on the
/// main thread.
class EventsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// How many are shown at once, at least 1.
    Q_PROPERTY(int most READ most WRITE setMost NOTIFY mostChanged FINAL)
public:
    enum Role { NumberRole = Qt::UserRole, TextRole, LevelRole };
    Q_ENUM(Role)
    enum Level { Info, Warning, Error };
    Q_ENUM(Level)
    enum Limit { MostShown = 5 };
    Q_ENUM(Limit)

    static constexpr std::chrono::milliseconds lifetime{3000};

    explicit EventsModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int most() const { return m_most; }
    void setMost(int most);

    /// Whether somebody is looking at one, by its number: then it stays, and for its whole time after that.
    Q_INVOKABLE void hold(int number, bool held);
    /// One leaves now.
    Q_INVOKABLE void dismiss(int number);

public Q_SLOTS:
    void add(const everbounce::EventView &event);

    /// The list was taken over from another node. Shows what is new in it, except what happened before this
    /// model existed.
    void replace(const QList<everbounce::EventView> &events);

    /// This node refused a command from this window.
    void addRefusal(const QString &problem);

Q_SIGNALS:
    void mostChanged();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Shown
    {
        int number;
        Level level;
        QString text;
        bool held = false; ///< somebody is looking at it
        int timer = 0;     ///< 0: it stays
        int incident = 0;  ///< 0: it stands for itself
    };

    bool isNew(const EventView &event);
    void show(Level level, const QString &text, int incident = 0);
    void goOn(qsizetype row, Level level, const QString &text);
    void makeRoom();
    void time();
    void remove(qsizetype row);
    qsizetype rowOf(int number) const;

    QList<Shown> m_shown;
    Incidents m_incidents;
    int m_most = MostShown;
    int m_lastNumber = 0;
    Nanoseconds m_since;     ///< when it was made
    QList<EventView> m_told; ///< the last ones
};

} // namespace everbounce
