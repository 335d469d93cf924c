// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Channel.h"

#include "engine/base/MonotonicClock.h"

namespace everbounce {

Channel::Channel(FaultFilter &faults, QObject *parent)
    : QObject(parent)
    , m_faults(faults)
{
    m_release.setSingleShot(true);
    connect(&m_release, &QTimer::timeout, this, &Channel::releaseHeld);
}

void Channel::send(const QByteArray &message)
{
    if (m_faults.loses()) {
        Q_EMIT faultDropped();
        return;
    }
    const Nanoseconds delay = m_faults.delay();
    if (delay.count() == 0 && m_held.empty()) {
        write(message);
        return;
    }
    const Nanoseconds due = monotonicNow() + delay;
    m_held.push_back({m_held.empty() ? due : std::max(due, m_held.back().due), message});
    if (!m_release.isActive())
        m_release.start(toTimer(delay));
}

void Channel::sendSurely(const QByteArray &message)
{
    if (m_faults.isolated()) {
        Q_EMIT faultDropped();
        return;
    }
    for (const Held &held : m_held)
        write(held.message);
    m_held.clear();
    write(message);
}

void Channel::releaseHeld()
{
    const Nanoseconds now = monotonicNow();
    for (; !m_held.empty() && m_held.front().due <= now; m_held.pop_front())
        write(m_held.front().message);
    if (!m_held.empty())
        m_release.start(toTimer(m_held.front().due - now));
}

void Channel::arrived(const QByteArray &message)
{
    if (m_faults.isolated())
        Q_EMIT faultDropped();
    else
        Q_EMIT received(message);
}

} // namespace everbounce
