// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/faults/ThreeClicks.h"

#include <QTimer>

namespace everbounce {

void ThreeClicks::click(const QString &aim)
{
    if (aim != m_aim)
        beginAgain();
    m_aim = aim;
    if (m_left == 1) {
        beginAgain();
        Q_EMIT completed();
        return;
    }
    setLeft(m_left - 1);
    QTimer::singleShot(within, this, [this, round = m_round] {
        if (round == m_round)
            setLeft(m_left + 1);
    });
}

void ThreeClicks::beginAgain()
{
    ++m_round;
    setLeft(wanted);
}

void ThreeClicks::setLeft(int left)
{
    m_left = left;
    Q_EMIT leftChanged();
}

} // namespace everbounce
