// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/line/Invitations.h"

#include "engine/base/secrets/Secrets.h"

#include <algorithm>

namespace everbounce {

QByteArray Invitations::idOf(const QByteArray &secret)
{
    return digestOf("everbounce invitation", {secret}).first(16);
}

bool Invitations::add(const QByteArray &secret, Nanoseconds until)
{
    if (m_open.size() >= mostOpen)
        return false;
    m_open[idOf(secret)] = {secret, until};
    return true;
}

Invitations::State Invitations::stateOf(const QByteArray &id, Nanoseconds now)
{
    expire(now);
    if (m_open.count(id))
        return State::Open;
    const auto over =
        std::find_if(m_over.begin(), m_over.end(), [&](const auto &one) { return one.first == id; });
    return over == m_over.end() ? State::Unknown : over->second;
}

std::optional<QByteArray> Invitations::secretOf(const QByteArray &id, Nanoseconds now)
{
    return stateOf(id, now) == State::Open ? std::optional(m_open.at(id).secret) : std::nullopt;
}

bool Invitations::use(const QByteArray &id, Nanoseconds now)
{
    if (stateOf(id, now) != State::Open)
        return false;
    close(id, State::Used);
    return true;
}

void Invitations::withdrawAll()
{
    while (!m_open.empty())
        close(QByteArray(m_open.begin()->first), State::Withdrawn);
}

std::size_t Invitations::open(Nanoseconds now)
{
    expire(now);
    return m_open.size();
}

std::optional<Nanoseconds> Invitations::nextEnd() const
{
    const auto next = std::min_element(m_open.begin(), m_open.end(), [](const auto &a, const auto &b) {
        return a.second.until < b.second.until;
    });
    return next == m_open.end() ? std::nullopt : std::optional(next->second.until);
}

void Invitations::close(const QByteArray &id, State why)
{
    m_over.emplace_back(id, why);
    m_open.erase(id);
    if (m_over.size() > mostRemembered)
        m_over.pop_front();
}

void Invitations::expire(Nanoseconds now)
{
    for (auto next = nextEnd(); next && *next <= now; next = nextEnd()) {
        const auto over = std::find_if(m_open.begin(), m_open.end(),
                                       [&](const auto &one) { return one.second.until == *next; });
        close(QByteArray(over->first), State::Expired);
    }
}

} // namespace everbounce
