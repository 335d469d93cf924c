// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"
#include "gui/behaviors/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// What happened, the newest first, to be read again: searched, and filtered by node and kind. Roles: `time`,
/// `kind`, `text` and `level` (0 to 2). Lives on the main thread.
class EventLogModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Those are shown that contain all of its words; that are of that node, and of that kind. Empty: all.
    Q_PROPERTY(QString words MEMBER m_words WRITE setWords NOTIFY filterChanged FINAL)
    Q_PROPERTY(QString node MEMBER m_node WRITE setNode NOTIFY filterChanged FINAL)
    Q_PROPERTY(QString kind MEMBER m_kind WRITE setKind NOTIFY filterChanged FINAL)
    /// Names of the nodes that events are about, and the kinds, each with its word.
    Q_PROPERTY(QStringList nodes MEMBER m_nodes NOTIFY nodesChanged FINAL)
    /// How many match.
    Q_PROPERTY(int count MEMBER m_count NOTIFY countChanged FINAL)
public:
    static constexpr qsizetype most = 500;         ///< are kept
    static constexpr qsizetype mostCommands = 100; ///< among them: strangers cannot push out all else
    static constexpr int mostShown = 100;

    explicit EventLogModel(QObject *parent = nullptr);

    void setWords(const QString &words);
    void setNode(const QString &node);
    void setKind(const QString &kind);

    /// "lease", "fault", "engine", "node", "behavior", "command" and "other"; and what people read.
    Q_INVOKABLE static QStringList kinds();
    Q_INVOKABLE static QString wordFor(const QString &kind);

public Q_SLOTS:
    void add(const everbounce::EventView &event);

    /// Somebody did or tried something at this window's own node.
    void addCommand(const everbounce::EventView &event);
    void replace(const QList<everbounce::EventView> &events);
    /// Anew, in the language that is the program's now.
    void retranslate();

Q_SIGNALS:
    void filterChanged();
    void nodesChanged();
    void countChanged();

private:
    struct Entry
    {
        EventView event;
        QString kind;
        QString told;        ///< its text as people read it
        Nanoseconds instant; ///< when it happened, by cluster time, as it was when the event came
    };

    bool insert(const EventView &event, const QString &kind);
    bool matches(const Entry &entry, const QStringList &words) const;
    void refresh();
    void refreshNodes();

    QList<Entry> m_events; ///< the newest first
    QString m_words;
    QString m_node;
    QString m_kind;
    QStringList m_nodes;
    int m_count = 0;
};

} // namespace everbounce
