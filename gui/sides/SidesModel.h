// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/feed/SideFeeds.h"

#include <QPointF>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The other sides of a partition, as far as this window reaches them, for QML. Lives on the main thread.
class SidesModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// What is said of them; empty while there is one side, and was.
    Q_PROPERTY(QString headline READ headline NOTIFY changed FINAL)
    Q_PROPERTY(QString note READ note NOTIFY changed FINAL)
    /// The nodes that tell of the other sides.
    Q_PROPERTY(QStringList tellers READ tellers NOTIFY changed FINAL)
    /// Whether to look for them: nobody sees what a minimised window shows.
    Q_PROPERTY(bool looking READ isLooking WRITE setLooking NOTIFY lookingChanged FINAL)
public:
    explicit SidesModel(QObject *parent = nullptr);

    QString headline() const;
    QString note() const;
    QStringList tellers() const;
    bool isLooking() const { return m_isLooking; }
    void setLooking(bool looking);
    const SidesView &view() const { return m_feeds.view(); }
    int asked() const { return m_feeds.asked(); }

    /// Where the ball of a side is now, in box units; a null point where that is not known.
    Q_INVOKABLE QPointF ballOf(const QString &teller) const;

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view) { m_feeds.noteOwn(view); }

Q_SIGNALS:
    void changed();
    void lookingChanged();

private:
    SideFeeds m_feeds;
    bool m_isLooking = true;
};

} // namespace everbounce
