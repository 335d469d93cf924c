// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/FlightModel.h"

namespace everbounce {

void FlightModel::setView(const FlightView &view)
{
    if (!m_flight.update(view) || m_flying)
        return;
    m_flying = true;
    Q_EMIT flyingChanged();
}

} // namespace everbounce
