// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/OutageModel.h"

#include "gui/controls/TimeOfDay.h"

#include "engine/base/MonotonicClock.h"

namespace everbounce {

using namespace std::chrono;

OutageModel::OutageModel(QObject *parent)
    : QObject(parent)
{
    m_timer.callOnTimeout(this, [this] { look(monotonicNow()); });
}

void OutageModel::watch(const FlightModel *flight)
{
    m_flight = flight;
    m_timer.start(250ms);
}

void OutageModel::look(Nanoseconds now)
{
    const bool stands = m_flight && m_flight->hasRunOut(now);
    m_standsSince = stands ? m_standsSince.value_or(now) : std::optional<Nanoseconds>();
    const bool isTold = !m_since.isNull();
    const bool lasts = stands && now - *m_standsSince >= patience;
    if (lasts == isTold)
        return;
    const auto ago = duration_cast<milliseconds>(now - m_standsSince.value_or(now));
    m_since = lasts ? QDateTime::currentDateTime().addMSecs(-ago.count()) : QDateTime();
    Q_EMIT changed();
}

QString OutageModel::what() const
{
    return m_since.isNull() ? QString() : tr("No node flies the ball");
}

QString OutageModel::since() const
{
    return m_since.isNull() ? QString() : tr("since %1").arg(timeOfDay(m_since.time()));
}

QString OutageModel::reason() const
{
    return m_since.isNull()
               ? QString()
               : tr("No node flies the ball, so no command can be carried out. It goes on by itself when "
                    "one does.");
}

} // namespace everbounce
