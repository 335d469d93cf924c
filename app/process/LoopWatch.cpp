// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/LoopWatch.h"

namespace everbounce {

void LoopWatch::ask()
{
    if (m_missing > 0)
        return;
    m_missing = m_loops.size();
    for (QObject *onLoop : m_loops)
        QMetaObject::invokeMethod(
            onLoop, [this] { QMetaObject::invokeMethod(this, &LoopWatch::take, Qt::QueuedConnection); },
            Qt::QueuedConnection);
}

void LoopWatch::take()
{
    if (--m_missing == 0)
        Q_EMIT allAnswered();
}

} // namespace everbounce
