// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour/TourModel.h"

#include <algorithm>

namespace everbounce {

void TourModel::begin()
{
    m_tour.begin();
    refresh();
}

void TourModel::next()
{
    m_tour.next();
    refresh();
}

void TourModel::leave()
{
    m_tour.leave();
    refresh();
}

void TourModel::look()
{
    m_tour.look();
    refresh();
}

void TourModel::setView(const ClusterView &view)
{
    const auto holds = [&view](const NodeInfo &node) { return view.lease && node.id == view.lease.holder; };
    const auto holder = std::find_if(view.nodes.begin(), view.nodes.end(), holds);
    m_tour.setCluster(
        {holder == view.nodes.end() ? QString() : holder->name, view.lease.term, int(view.nodes.size())});
    refresh();
}

void TourModel::addEvent(const EventView &event)
{
    m_tour.addEvent(event);
    refresh();
}

void TourModel::addStall(double ms)
{
    if (ms <= 0)
        return;
    m_tour.addStall(ms);
    refresh();
}

void TourModel::refresh()
{
    if (const Tour::View view = m_tour.view(); !(view == m_view)) {
        m_view = view;
        Q_EMIT changed();
    }
}

} // namespace everbounce
