// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sides/SidesModel.h"

#include "engine/base/MonotonicClock.h"
#include "engine/viewer/words/SideWords.h"

namespace everbounce {

SidesModel::SidesModel(QObject *parent)
    : QObject(parent)
{
    connect(&m_feeds, &SideFeeds::changed, this, &SidesModel::changed);
}

QString SidesModel::headline() const
{
    return words::sidesHeadline(view());
}

QString SidesModel::note() const
{
    return words::sidesNote(view());
}

QStringList SidesModel::tellers() const
{
    QStringList tellers;
    for (const Side &side : view().others)
        tellers << toString(side.teller);
    return tellers;
}

void SidesModel::setLooking(bool looking)
{
    if (looking == m_isLooking)
        return;
    m_isLooking = looking;
    m_feeds.setLooking(looking);
    Q_EMIT lookingChanged();
}

QPointF SidesModel::ballOf(const QString &teller) const
{
    const auto ball = m_feeds.ballAt(nodeIdFromString(teller), monotonicNow());
    return ball ? QPointF(ball->x, ball->y) : QPointF();
}

} // namespace everbounce
